package dev.backstep.tests.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command that measures; see {@link BenchOptions#USAGE}. */
public final class Benchmarks {
    private final BenchOptions options;
    private final String command;
    private final Results results;

    private Benchmarks(BenchOptions options, String command) throws IOException {
        this.options = options;
        this.command = command;
        this.results = new Results(Settings.projectRoot().resolve(options.markdown() ? "docs/benchmarks" : "tests/target/benchmarks"));
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            new Benchmarks(BenchOptions.parse(words), ("./backstep bench " + String.join(" ", words)).strip()).run();
        } catch (IllegalArgumentException e) {
            boolean asked = e.getMessage().isEmpty();
            (asked ? System.out : System.err).println(asked ? BenchOptions.usage() : "backstep: " + e.getMessage() + "; see 'backstep bench --help'");
            System.exit(asked ? 0 : 2);
        }
    }

    private void run() throws IOException, InterruptedException {
        List<Section> wanted = Sections.all().stream().filter(section -> options.wants(section.name(), section.parts())).toList();
        if (!options.onlyPrint()) {
            for (Section section : wanted) {
                section.measure(options, new KeptParts(section, options, results, command));
            }
        }
        Document document = new Document(results);
        if (options.markdown()) {
            document.write(Settings.projectRoot().resolve("docs/benchmarks.md"));
        }
        report(wanted, document);
    }

    private void report(List<Section> wanted, Document document) throws IOException {
        if (!options.json().equals(Optional.of("-"))) {
            List<String> lines = new ArrayList<>();
            for (Section section : wanted) {
                lines.addAll(document.chapter(section));
            }
            lines.forEach(System.out::println);
        }
        if (options.json().isPresent()) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Section section : wanted) {
                all.put(section.name(), results.of(section));
            }
            String text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all);
            if (options.json().get().equals("-")) {
                System.out.println(text);
            } else {
                Files.writeString(Path.of(options.json().get()), text + "\n");
            }
        }
    }
}
