package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A JVM that counts, or one restored from it: what it prints. */
final class Victim implements AutoCloseable {
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    final int pid;
    final Path output;

    private Victim(int pid, Path output) {
        this.pid = pid;
        this.output = output;
    }

    static Victim start(Path output, String... vmOptions) {
        return start(output, List.of(), vmOptions);
    }

    static Victim start(Path output, List<String> arguments, String... vmOptions) {
        return new Victim(Spawner.spawn(command(arguments, vmOptions), List.of("PATH=/usr/bin:/bin"), output), output);
    }

    /** What starts it. */
    static List<String> command(List<String> arguments, String... vmOptions) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-Xmn8m", "-XX:-UsePerfData"));
        command.addAll(List.of(vmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CountingVictim.class.getName(), "4000"));
        command.addAll(arguments);
        return command;
    }

    /** The reader of a restored process's output. */
    static long countOf(Path output) throws IOException {
        String text = Files.exists(output) ? Files.readString(output) : "";
        if (text.contains("CORRUPT") || text.contains("SIG")) {
            fail(text);
        }
        List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines()
                .filter(line -> line.startsWith("count ")).toList();
        return lines.isEmpty() ? -1 : Long.parseLong(lines.getLast().split(" ")[1]);
    }

    long count() throws IOException {
        return countOf(output);
    }

    /** Waits until it has counted further than that. */
    static void awaitCount(Path output, int pid, long count) throws Exception {
        await("count above " + count + " in " + output, () -> {
            try {
                assertTrue(new ProcFiles(pid).isAlive(), () -> "it died: " + read(output));
                return countOf(output) > count;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    void awaitProgress() throws Exception {
        awaitCount(output, pid, count());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("waited in vain for " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        Spawner.kill(pid, Spawner.SIGKILL);
        Spawner.reap(pid);
    }
}
