package dev.backstep.tests.benchmarks;

import dev.backstep.tests.support.Json;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command that measures; see {@link #USAGE}. */
public final class Benchmarks {
    static final String USAGE = """
            usage: Benchmarks [OPTIONS] [WORKLOAD...]
              --runs N        processes for each workload and mode; default 5
              --modes A,B,..  of stock, record, replay, stock-one-core, stock-c1, stock-debug-agent, stock-flight-recorder; stock is always
                              there; default record,replay
              --rounds N      percent of the usual number of rounds in each process; default 100
              --json FILE     write all measurements ("-": to standard output, instead of the table)
              --markdown      write docs/benchmarks.md and docs/benchmarks.svg
            Workloads: all, if none is named.""";

    private static final String BY_HAND = "## Where the rest goes";

    private final List<Mode> modes = new ArrayList<>(List.of(Mode.STOCK, Mode.RECORD, Mode.REPLAY));
    private final List<Benchmark> chosen = new ArrayList<>();
    private int runCount = 5;
    private int roundPercent = 100;
    private String json;
    private boolean markdown;

    private Benchmarks() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Benchmarks benchmarks = new Benchmarks();
        try {
            benchmarks.parse(arguments);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println((e.getMessage() == null ? "" : e.getMessage() + "\n") + USAGE);
            System.exit(2);
        }
        benchmarks.run("backstep bench " + String.join(" ", arguments));
    }

    private void parse(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runCount = Integer.parseInt(arguments[++i]);
                case "--rounds" -> roundPercent = Integer.parseInt(arguments[++i]);
                case "--json" -> json = arguments[++i];
                case "--markdown" -> markdown = true;
                case "--modes" -> parseModes(arguments[++i]);
                case "--help" -> throw new IllegalArgumentException();
                default -> chosen.add(benchmark(arguments[i]));
            }
        }
        if (chosen.isEmpty()) {
            chosen.addAll(Benchmark.all());
        }
    }

    private void parseModes(String names) {
        modes.clear();
        modes.add(Mode.STOCK);
        Arrays.stream(names.split(",")).map(Mode::of).filter(mode -> mode != Mode.STOCK).forEach(modes::add);
    }

    private static Benchmark benchmark(String name) {
        return Benchmark.all().stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such workload: " + name));
    }

    private void run(String command) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            rows.add(measure(benchmark));
            write(rows, command);   // a long run that is ended has not been for nothing
        }
        Report report = new Report(rows, modes, command);
        if ("-".equals(json)) {
            System.out.println(text(rows, command));
        } else {
            System.out.print(report.table());
        }
    }

    private void write(List<Row> rows, String command) throws IOException {
        if (json != null && !json.equals("-")) {
            Files.writeString(Path.of(json), text(rows, command) + "\n");
        }
        if (markdown) {
            writeMarkdown(new Report(rows, modes, command));
        }
    }

    private static String text(List<Row> rows, String command) {
        return Json.text(Map.of("command", command, "rows", rows.stream().map(Row::toJson).toList()));
    }

    /** What is written by hand stays. */
    private static void writeMarkdown(Report report) throws IOException {
        Path file = Settings.projectRoot().resolve("docs/benchmarks.md");
        String old = Files.exists(file) ? Files.readString(file) : "";
        int byHand = old.indexOf(BY_HAND);
        Files.writeString(file, report.markdown("benchmarks.svg") + "\n" + (byHand < 0 ? BY_HAND + "\n" : old.substring(byHand)));
        Files.writeString(file.resolveSibling("benchmarks.svg"), report.plot());
    }

    /** The modes in turns, so that what else the machine does hits all of them. The first process of each mode only warms the caches of the disk. */
    private Row measure(Benchmark benchmark) throws IOException, InterruptedException {
        Row row = new Row(benchmark);
        Runner runner = new Runner(roundPercent);
        Scratch scratch = Scratch.of("benchmark-" + benchmark.name());
        for (int run = -1; run < runCount; run++) {
            System.err.print("\r\033[K" + benchmark.name() + " " + Math.max(0, run + 1) + " of " + runCount);
            for (Mode mode : modes) {
                if (row.failed(mode)) {
                    continue;
                }
                try {
                    Measurement measurement = (run < 0 ? new Runner(Math.min(roundPercent, 5)) : runner).run(benchmark, mode, scratch);
                    if (run >= 0) {
                        row.add(mode, measurement);
                    }
                } catch (IllegalStateException | AssertionError e) {
                    row.fail(mode, e.getMessage());
                }
            }
        }
        System.err.print("\r\033[K");
        scratch.delete();
        return row;
    }
}
