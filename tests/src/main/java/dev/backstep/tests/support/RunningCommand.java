package dev.backstep.tests.support;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that writes to files, so that nobody has to read along. It ends by itself, at its time limit, or when this is closed;
 * always together with all processes it started.
 */
public final class RunningCommand implements AutoCloseable {
    private static final Charset BYTES_AS_CHARACTERS = StandardCharsets.ISO_8859_1; // nothing is lost in comparisons

    private final String command;
    private final Process process;
    private final Path output;
    private final Path errors;
    private final long startNanos = System.nanoTime();

    private RunningCommand(String command, Process process, Path output, Path errors) {
        this.command = command;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts a command; {@code input} becomes its standard input. The builder must not redirect anything. */
    static RunningCommand start(ProcessBuilder builder, String input) throws IOException {
        Path folder = Files.createTempDirectory("backstep-test");
        Path in = Files.writeString(folder.resolve("in"), input);
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        builder.redirectInput(in.toFile()).redirectOutput(output.toFile()).redirectError(errors.toFile());
        return new RunningCommand(Shell.quote(builder.command()), builder.start(), output, errors);
    }

    public Process process() {
        return process;
    }

    /** The recorded JVM, if this runs {@code backstep record}; waits until it is there. */
    public ProcessHandle awaitDebuggee(Duration limit) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (process.isAlive() && System.nanoTime() < endNanos) {
            Optional<ProcessHandle> child = process.children()
                    .filter(each -> Arrays.stream(each.info().arguments().orElse(new String[0])).anyMatch(word -> word.startsWith("-Dbackstep.record"))).findFirst();
            if (child.isPresent()) {
                return child.get();
            }
            Thread.sleep(5);
        }
        throw new AssertionError("no recorded JVM below\n" + new Outcome(command, -1, outputSoFar(), errorsSoFar(), elapsed()).describe());
    }

    public String outputSoFar() throws IOException {
        return Files.readString(output, BYTES_AS_CHARACTERS);
    }

    public String errorsSoFar() throws IOException {
        return Files.readString(errors, BYTES_AS_CHARACTERS);
    }

    /** Waits until standard output has this text. */
    public String awaitOutput(String text, Duration limit) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            String printed = outputSoFar();
            if (printed.contains(text)) {
                return printed;
            }
            if (ended || System.nanoTime() > endNanos) {
                throw new AssertionError("never printed: " + text + "\n" + new Outcome(command, -1, printed, errorsSoFar(), elapsed()).describe());
            }
            Thread.sleep(5);
        }
    }

    /** @throws AssertionError if it takes longer than {@code limit}; it is killed then */
    public Outcome await(Duration limit) throws IOException, InterruptedException {
        boolean inTime = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!inTime) {
            killTree();
        }
        Outcome outcome = new Outcome(command, process.waitFor(), outputSoFar(), errorsSoFar(), elapsed());
        if (!inTime) {
            throw new AssertionError("not ended after " + limit.toSeconds() + " s, killed\n" + outcome.describe());
        }
        return outcome;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void killTree() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        killTree();
        try (Stream<Path> files = Files.list(output.getParent())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(output.getParent());
    }
}
