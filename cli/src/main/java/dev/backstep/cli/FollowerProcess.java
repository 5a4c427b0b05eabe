package dev.backstep.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that takes the checkpoints of a recording, a replay just behind the program, see {@link FollowCommand}. Whatever
 * becomes of it, the recording goes on. Ended with us while it catches up, not while the program runs: it has its own life then.
 */
final class FollowerProcess {
    /** More than it has itself. */
    private static final long MIN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LOOK_MILLIS = 50;
    private static final int TOLD_AFTER_MILLIS = 1000;
    private static final String MAIN = Main.class.getName();
    /** Too weak a compiler for a process that may run for long. */
    private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final long startNanos = System.nanoTime();
    private volatile long events;
    private volatile int taken;
    private volatile String problem = "";
    private volatile boolean done;

    private FollowerProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("backstep follower").start(this::listen);
    }

    /** @throws IOException if it cannot be started */
    static FollowerProcess start(Path recording, long pid, FollowerOptions options) throws IOException {
        List<String> command = new ArrayList<>(ownCommand());
        command.addAll(List.of("follow", recording.toString(), Long.toString(pid), options.rules()));
        options.keepLast().ifPresent(command::add);
        return new FollowerProcess(new ProcessBuilder(command).redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(Redirect.DISCARD).start());
    }

    /** As this JVM was started, up to the main class. */
    private static List<String> ownCommand() throws IOException {
        List<String> all = List.of(Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8).split("\0"));
        List<String> own = new ArrayList<>(all.subList(0, all.indexOf(MAIN) + 1));
        if (own.isEmpty()) {
            throw new IOException("this JVM was not started by " + MAIN);
        }
        own.remove(SHORT_RUN);
        own.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return own;
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            problem = "it cannot be heard any more: " + e.getMessage();
        }
    }

    private void heard(String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "at" -> {
                String[] numbers = words[1].split(" ");
                events = Long.parseLong(numbers[0]);
                taken = Integer.parseInt(numbers[1]);
            }
            case "done" -> {
                taken = Integer.parseInt(words[1]);
                done = true;
            }
            case "failed" -> problem = words[1];
            default -> { }      // a word of the JVM
        }
    }

    /**
     * The program has ended: waits until the last checkpoints are taken, or the replay that takes them has given up, see
     * {@link dev.backstep.replay.follow.Follower}. Those that are taken are good whenever we are ended.
     *
     * @param eventCount of the recording
     * @param quiet whether to show nothing
     */
    void await(long eventCount, boolean quiet) {
        long patience = MIN_PATIENCE_NANOS + System.nanoTime() - startNanos;
        Thread hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        try (FollowerProgress progress = new FollowerProgress(quiet)) {
            long start = System.nanoTime();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                long waited = System.nanoTime() - start;
                if (waited > patience) {
                    problem = "the replay that takes them did not end";
                    process.destroy();
                } else if (waited > TimeUnit.MILLISECONDS.toNanos(TOLD_AFTER_MILLIS)) {
                    progress.show(events, eventCount);
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // we are being ended, and it runs already
        }
    }

    int taken() {
        return taken;
    }

    /** Why not all checkpoints were taken, a sentence without full stop. Once it has ended. */
    Optional<String> problem() {
        return done ? Optional.empty() : Optional.of(problem.isEmpty() ? "the replay that takes them was killed" : problem);
    }
}
