package dev.backstep.tests.benchmarks.overhead;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs one benchmark in one mode, as a process that is timed from outside. */
final class Runner {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern STEADY = Pattern.compile("steady (\\d+)");
    private static final Pattern PROCESSOR = Pattern.compile("cpu (\\d+)");
    private static final Pattern PEAK = Pattern.compile("peak (\\d+)");
    private static final Pattern RATE = Pattern.compile("rate (\\d+)");
    private static final Pattern SLOW = Pattern.compile("p99 (\\d+)");
    private static final Pattern LOG_BYTES = Pattern.compile("\"logBytes\" : (\\d+)");
    private static final Pattern WALL_NANOS = Pattern.compile("\"wallNanos\" : (\\d+)");

    private final int roundPercent;

    Runner(int roundPercent) {
        this.roundPercent = roundPercent;
    }

    /** REPLAY needs a RECORD before. @throws IllegalStateException if the process fails */
    Measurement run(Benchmark benchmark, Mode mode, Scratch scratch) throws IOException, InterruptedException {
        List<String> arguments = benchmark.javaArguments(roundPercent);
        Program program = Program.of(benchmark.name(), arguments.toArray(String[]::new));
        // A file for each mode: REPLAY replays what RECORD recorded.
        Path recording = mode == Mode.RECORD || mode == Mode.REPLAY ? scratch.recording() : scratch.folder().resolve(mode + ".backstep");
        Outcome outcome;
        String info = "";
        switch (mode) {
            case RECORD, RECORD_CHECKPOINTS, RECORD_ADAPTIVE -> {
                if (mode != Mode.RECORD) {
                    requireCheckpoints(scratch);
                }
                outcome = await(Backstep.start(scratch.work(), "", Backstep.recordArguments(program, recording, mode.recordOptions().toArray(String[]::new))));
                info = await(Backstep.start(scratch.work(), "", List.of("info", "--json", recording.toString()))).output();
            }
            case REPLAY -> outcome = await(Backstep.start(scratch.work(), "", List.of("replay", recording.toString())));
            default -> outcome = await(Backstep.start(new ProcessBuilder(stockCommand(mode, arguments)).directory(scratch.work().toFile()), ""));
        }
        String said = mode == Mode.REPLAY ? "" : outcome.output();  // a replay prints the figures of the recording
        long wholeNanos = outcome.time().toNanos();
        long fileBytes = mode.records() ? Files.size(recording) : 0;
        return new Measurement(wholeNanos, find(WALL_NANOS, info, wholeNanos), find(STEADY, said, 0), find(PROCESSOR, said, 0), find(PEAK, said, 0),
                find(LOG_BYTES, info, 0), fileBytes, find(RATE, said, 0), find(SLOW, said, 0));
    }

    private static void requireCheckpoints(Scratch scratch) throws IOException, InterruptedException {
        if (!await(Backstep.start(scratch.work(), "", List.of("record", "--help"))).output().contains("--checkpoint")) {
            throw new IllegalStateException("this backstep takes no checkpoints while it records");
        }
    }

    private static List<String> stockCommand(Mode mode, List<String> javaArguments) {
        List<String> command = new ArrayList<>();
        if (mode == Mode.STOCK_ONE_CORE) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.add(Settings.java().toString());
        switch (mode) {
            case STOCK_C1 -> command.add("-XX:TieredStopAtLevel=1");
            case STOCK_DEBUG_AGENT -> command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0,quiet=y");
            case STOCK_FLIGHT_RECORDER -> command.addAll(List.of("-XX:StartFlightRecording:filename=flight.jfr", "-Xlog:jfr*=off"));
            default -> { }
        }
        command.addAll(javaArguments);
        return command;
    }

    private static long find(Pattern pattern, String text, long otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : otherwise;
    }

    private static Outcome await(RunningCommand command) throws IOException, InterruptedException {
        try (command) {
            Outcome outcome = command.await(LIMIT);
            if (outcome.exitCode() != 0) {
                throw new IllegalStateException(outcome.errors().lines().findFirst().orElse("exit code " + outcome.exitCode()) + "\n" + outcome.describe());
            }
            return outcome;
        }
    }
}
