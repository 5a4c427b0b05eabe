package dev.backstep.tests.corpusrun;

import dev.backstep.recording.RecordingException;
import dev.backstep.replay.session.SessionException;
import dev.backstep.tests.checkpoints.CheckpointEverywhere;
import dev.backstep.tests.debuggees.Debuggee.Output;
import dev.backstep.tests.debuggees.MarkedPlaces;
import dev.backstep.tests.support.Corpus;
import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Json;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import dev.backstep.tests.support.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command; see {@link Options#USAGE}. Needs {@code --enable-preview}. */
public final class CorpusCommand {
    private final Options options;
    private final boolean lines;

    private CorpusCommand(Options options) {
        this.options = options;
        this.lines = !options.json().equals(Optional.of("-"));
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            System.exit(new CorpusCommand(Options.parse(words)).run());
        } catch (IllegalArgumentException e) {
            boolean asked = e.getMessage().isEmpty();
            (asked ? System.out : System.err).println(asked ? Options.usage() : "backstep: " + e.getMessage() + "; see 'backstep corpus --help'");
            System.exit(asked ? 0 : 2);
        }
    }

    private int run() throws IOException, InterruptedException {
        if (options.task() == Options.Task.CHECKPOINTS) {
            return checkpoints(options.recording().orElseThrow());
        }
        List<Program> programs = chosen();
        if (options.task() == Options.Task.LIST) {
            programs.forEach(program -> System.out.println(program.name()));
            return 0;
        }
        if (options.task() == Options.Task.COVERAGE) {
            System.out.println(new Coverage(programs).markdown());
            return 0;
        }
        List<Result> results = runAll(programs);
        if (options.json().isPresent()) {
            write(options.json().get(), Json.text(Map.of("replays", options.replayCount(), "checkpoints", options.checkpointCount(), "seed", options.seed(), "results", results.stream().map(Result::toJson).toList())));
        }
        long failed = results.stream().filter(Result::failed).count();
        if (lines) {
            System.out.println((results.size() - failed) + " passed, " + failed + " failed");
        }
        return failed == 0 ? 0 : 1;
    }

    private int checkpoints(Path recording) throws IOException {
        try {
            CheckpointEverywhere.Result result = CheckpointEverywhere.check(recording, options.checkpointCount(), new Random(options.seed()));
            System.out.println("exact from " + result.checkpoints() + " checkpoints in " + result.steps() + " steps");
            return 0;
        } catch (AssertionError | SessionException | RecordingException e) {
            System.err.println("backstep: " + e.getMessage());
            return 1;
        }
    }

    private List<Program> chosen() throws IOException {
        List<Program> all = all();
        Set<String> unknown = new TreeSet<>(options.names());
        all.forEach(program -> unknown.remove(program.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no such program: " + String.join(", ", unknown));
        }
        return all.stream().filter(program -> options.names().isEmpty() || options.names().contains(program.name())).toList();
    }

    /** Every program that we have. */
    public static List<Program> all() throws IOException {
        return Stream.of(Corpus.all(), samples(), Debuggees.all(), List.of(Program.marking(MarkedPlaces.class))).flatMap(List::stream).toList();
    }

    /** Without the deadlock and the web server, which end only when told to: the corpus has a driver for each. */
    private static List<Program> samples() {
        return Stream.of("lostupdate.LostUpdate", "flakytest.InvoiceTest", "stalecache.Shop").map(Program::sample).toList();
    }

    private List<Result> runAll(List<Program> programs) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(options.parallel())) {
            CompletionService<Result> pending = new ExecutorCompletionService<>(pool);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Program program : programs) {
                    // A round of its own folder, so that what failed stays.
                    Program named = options.rounds() == 1 ? program : program.withName(program.name() + "-" + round);
                    pending.submit(() -> check(named));
                }
            }
            for (int i = 0; i < options.rounds() * programs.size(); i++) {
                Result result = pending.take().get();
                results.add(result);
                if (lines) {
                    System.out.println(result.line());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return results;
    }

    private Result check(Program program) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        String problem = "";
        try {
            Scratch scratch = Scratch.of(program.name());
            RecordAndReplay.recordAndReplay(program, scratch, options.replayCount(), options.recordOptions().toArray(String[]::new));
            if (options.checkpointCount() > 0 && program.output() != Output.NOT_COVERED) {
                new CheckpointCheck(options.checkpointCount(), options.seed()).check(scratch.recording());
            }
            scratch.delete();
        } catch (AssertionError e) {
            problem = e.getMessage();
        }
        return new Result(program.name(), (System.nanoTime() - startNanos) / 1_000_000, problem);
    }

    private static void write(String target, String json) throws IOException {
        if (target.equals("-")) {
            System.out.println(json);
        } else {
            Files.writeString(Path.of(target), json + "\n");
        }
    }

    /** @param problem empty if all was exact; else it ends with the command that shows it again */
    private record Result(String name, long millis, String problem) {
        boolean failed() {
            return !problem.isEmpty();
        }

        String line() {
            return (failed() ? "FAILED " : "exact  ") + name + " " + millis + " ms"
                    + (failed() ? problem.lines().map(line -> "\n    " + line).collect(Collectors.joining()) : "");
        }

        Map<String, Object> toJson() {
            return Map.of("name", name, "exact", !failed(), "millis", millis, "problem", problem);
        }
    }
}
