package dev.backstep.tests.support;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The corpus: third-party programs, read from the table {@code dev/backstep/tests/corpus/corpus.txt}, which describes itself. */
public final class Corpus {
    private static final String TABLE = "/dev/backstep/tests/corpus/corpus.txt";
    private static final String PREFIX = "corpus-";

    private final Path folder;

    private Corpus(Path folder) {
        this.folder = folder;
    }

    public static List<Program> all() {
        Corpus corpus = new Corpus(Settings.projectRoot().resolve("tests/target/corpus"));
        return table().entrySet().stream().map(entry -> corpus.program(entry.getKey(), entry.getValue())).toList();
    }

    /** What each program is here for, in the order of the table. */
    public static Map<String, String> covers() {
        Map<String, String> covers = new LinkedHashMap<>();
        table().forEach((name, values) -> covers.put(PREFIX + name, values.get("covers")));
        return covers;
    }

    /** Not in the table, because it needs clients. */
    public static Program jettyServer() {
        Program withClients = all().stream().filter(program -> program.name().equals("corpus-jetty-and-clients")).findFirst().orElseThrow();
        List<String> arguments = new ArrayList<>(withClients.javaArguments());
        arguments.set(arguments.size() - 1, "dev.backstep.tests.corpus.JettyServer");
        return new Program("corpus-jetty-alone", arguments, "", Output.VARIES, 0);
    }

    private static Map<String, Map<String, String>> table() {
        try (InputStream table = Corpus.class.getResourceAsStream(TABLE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            Map<String, Map<String, String>> programs = new LinkedHashMap<>();
            Map<String, String> values = null;
            for (String line : reader.lines().filter(each -> !each.isBlank() && !each.startsWith("#")).toList()) {
                if (line.startsWith("[")) {
                    values = programs.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new HashMap<>());
                } else {
                    String[] words = line.split("\\s+", 2);
                    values.put(words[0], words[1]);
                }
            }
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program program(String name, Map<String, String> values) {
        List<String> coordinates = Arrays.asList(values.getOrDefault("coordinates", "").split(" "));
        List<String> arguments = new ArrayList<>();
        for (String word : values.get("command").split(" +")) {
            arguments.add(switch (word) {
                case "{cp}" -> classPath(coordinates);
                case "{cp}:{samples}" -> classPath(coordinates) + ":" + Settings.sampleClasses();
                case "{sources}" -> "@" + sourceList(name);
                default -> word.replace("{corpus}", folder.toString());
            });
        }
        Output output = values.getOrDefault("output", "varies").equals("same") ? Output.SAME : Output.VARIES;
        return new Program(PREFIX + name, arguments, values.getOrDefault("input", "").replace("\\n", "\n"), output, 0);
    }

    private String classPath(List<String> coordinates) {
        return Stream.concat(Stream.of(Settings.testClasses()), coordinates.stream().filter(each -> !each.isEmpty()).map(this::jar))
                .map(Path::toString).collect(Collectors.joining(":"));
    }

    private Path jar(String coordinates) {
        String[] parts = coordinates.split(":");
        Path jar = folder.resolve(parts[1] + "-" + parts[2] + (parts.length > 3 ? "-" + parts[3] : "") + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("not downloaded: " + coordinates + "; tests/pom.xml must have it too");
        }
        return jar;
    }

    /** Sorted, so that javac always says the same. */
    private Path sourceList(String name) {
        Path list = folder.resolve(name + ".list");
        try (Stream<Path> files = Files.walk(folder.resolve("commons-lang3-sources"))) {
            Files.write(list, files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }
}
