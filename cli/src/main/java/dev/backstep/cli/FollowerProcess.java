package dev.backstep.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The process that takes the checkpoints of a recording, a replay just behind the program, see {@link FollowCommand}. Whatever
 * becomes of it, the recording goes on. Ended with us while it catches up, not while the program runs: it has its own life then.
 */
final class FollowerProcess {
    /** More than it has itself. */
    private static final long MIN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LOOK_MILLIS = 50;
    private static final int TOLD_AFTER_MILLIS = 1000;
    /** More often within a period it is not started again. */
    private static final int MOST_RESTARTS = 3;
    private static final long RESTART_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String MAIN = Main.class.getName();
    /** Too weak a compiler for a process that may run for long. */
    private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

    private final List<String> command;
    private final Optional<Consumer<String>> restartNotices;
    private Process process;            // protected by this, like the next two
    private boolean programEnded;
    private final Deque<Long> restarts = new ArrayDeque<>();
    private final long startNanos = System.nanoTime();
    private volatile long events;
    private volatile int taken;
    private volatile int takenBefore;       // by processes that have died
    private volatile String problem = "";
    private volatile boolean done;
    private volatile boolean impossible;

    /** @param restartNotices where it is started again if it dies: what is said of it */
    private FollowerProcess(List<String> command, Optional<Consumer<String>> restartNotices) throws IOException {
        this.command = command;
        this.restartNotices = restartNotices;
        process = launch();
        Thread.ofPlatform().daemon().name("backstep follower").start(this::listen);
    }

    /**
     * One that keeps only the end of the recording is started again if it dies while the program runs: without it, the recording
     * would grow as long as the program runs.
     *
     * @throws IOException if it cannot be started
     */
    static FollowerProcess start(Path recording, long pid, FollowerOptions options, Consumer<String> notices) throws IOException {
        List<String> command = new ArrayList<>(ownCommand());
        command.addAll(List.of("follow", recording.toString(), Long.toString(pid), options.rules()));
        options.keepLast().ifPresent(command::add);
        return new FollowerProcess(command, options.keepLast().map(_ -> notices));
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command).redirectInput(Redirect.from(Path.of("/dev/null").toFile())).redirectError(Redirect.DISCARD).start();
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
        do {
            hear(process());
        } while (restarted());
    }

    private synchronized Process process() {
        return process;
    }

    /** Whether another process goes on from the last checkpoint of the one that has ended. */
    private synchronized boolean restarted() {
        if (done || programEnded || restartNotices.isEmpty()) {
            return false;
        }
        Consumer<String> notices = restartNotices.get();
        if (impossible) {
            notices.accept("no checkpoints can be taken, so the recording is kept whole: " + problem);
            return false;
        }
        String why = problem.isEmpty() ? "was killed" : "failed: " + problem;
        long now = System.nanoTime();
        restarts.removeIf(then -> now - then > RESTART_PERIOD_NANOS);
        if (restarts.size() == MOST_RESTARTS) {
            notices.accept("the replay that takes checkpoints " + why + "; from here on the recording is kept whole");
            return false;
        }
        restarts.add(now);
        try {
            process = launch();
        } catch (IOException e) {
            notices.accept("the replay that takes checkpoints " + why + ", and cannot be started again (" + e.getMessage()
                    + "); from here on the recording is kept whole");
            return false;
        }
        notices.accept("the replay that takes checkpoints " + why + "; another one goes on from the last checkpoint");
        problem = "";
        takenBefore += taken;
        taken = 0;
        return true;
    }

    private void hear(Process process) {
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
            case "impossible" -> {
                problem = words[1];
                impossible = true;
            }
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
        Process process;
        synchronized (this) {
            programEnded = true;
            process = this.process;
        }
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
        return takenBefore + taken;
    }

    /** Why not all checkpoints were taken, a sentence without full stop. Once it has ended. */
    Optional<String> problem() {
        return done ? Optional.empty() : Optional.of(problem.isEmpty() ? "the replay that takes them was killed" : problem);
    }
}
