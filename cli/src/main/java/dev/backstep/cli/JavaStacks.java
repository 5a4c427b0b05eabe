package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stacks of a JVM that is no more, from a core of it: by {@code jhsdb jstack} of the JDK that it was. */
final class JavaStacks {
    private static final int PATIENCE_SECONDS = 180;
    private static final String TOOL = "jhsdb";

    private final Path java;
    private final Path tool;
    private final Path core;

    JavaStacks(Checkpoint checkpoint, Path core) {
        this(Path.of(checkpoint.executable()), Path.of(checkpoint.executable()).resolveSibling(TOOL), core);
    }

    private JavaStacks(Path java, Path tool, Path core) {
        this.java = java;
        this.tool = Files.isExecutable(tool) ? tool : ownTool();
        this.core = core;
    }

    /** Of a core that may come from anybody: nothing is executed that it names. @param java program that the process was */
    static JavaStacks ofForeign(Path java, Path core) {
        return new JavaStacks(java, ownTool(), core);
    }

    private static Path ownTool() {
        return Path.of(System.getProperty("java.home"), "bin", TOOL);
    }

    /** All threads, the named one first, which also has its frames in native code. @param thread 0 for none */
    List<String> lines(int thread) throws IOException {
        List<List<String>> sections = sections(run());
        List<String> lines = new ArrayList<>();
        String nid = "nid=" + thread + " ";
        sections.stream().filter(section -> section.getFirst().contains(nid)).forEach(section -> {
            lines.addAll(section.subList(0, Math.min(section.size(), 3)));
            lines.addAll(nativeFrames(nid));
            lines.addAll(section.subList(Math.min(section.size(), 3), section.size()));
            lines.add("");
        });
        sections.stream().filter(section -> !section.getFirst().contains(nid)).forEach(section -> {
            lines.addAll(section);
            lines.add("");
        });
        return lines;
    }

    /** Each begins with the name of a thread. */
    private static List<List<String>> sections(List<String> lines) {
        List<List<String>> sections = new ArrayList<>();
        boolean open = false;
        for (String line : lines) {
            if (line.startsWith("\"")) {
                sections.add(new ArrayList<>());
                open = true;
            } else if (line.isBlank() || line.startsWith("-----")) {
                open = false;
            }
            if (open) {
                sections.getLast().add(line);
            }
        }
        return sections;
    }

    private List<String> nativeFrames(String nid) {
        try {
            return sections(run("--mixed")).stream().filter(section -> section.getFirst().contains(nid)).findFirst()
                    .map(section -> section.stream().filter(line -> line.startsWith("0x"))
                            .map(line -> " - " + line.replace('\t', ' ')).toList())
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of();   // the Java frames are what matters
        }
    }

    private List<String> run(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool.toString(), "jstack"));
        command.addAll(List.of(options));
        command.addAll(List.of("--exe", java.toString(), "--core", core.toString()));
        Path output = Files.createTempFile("backstep-stacks-", "");     // 0600
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(tool + " did not end");
            }
            return Files.readString(output, StandardCharsets.UTF_8).lines().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }
}
