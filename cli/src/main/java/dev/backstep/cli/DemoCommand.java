package dev.backstep.cli;

import dev.backstep.record.ImageCache;
import dev.backstep.record.RecordOptions;
import dev.backstep.record.RecordResult;
import dev.backstep.record.RecordResult.Recorded;
import dev.backstep.record.Recorder;
import dev.backstep.replay.DivergenceText;
import dev.backstep.replay.ReplayOptions;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.Replayer;
import dev.backstep.web.WebOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows in a minute what Backstep does: records the sample web server with real requests and replays it. */
@Command(
        name = "demo",
        description = "Record the sample web server, with requests, replay it, and open its timeline.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.DIVERGENCE_TEXT, ExitCodes.JDK_TEXT})
final class DemoCommand implements Callable<Integer> {
    private static final String MAIN_CLASS = "dev.backstep.samples.webserver.WebServer";

    @Option(names = {"-o", "--output"}, paramLabel = "REC",
            description = "The recording to make. Default: in the current folder, named after the time.")
    private Optional<Path> output;

    @Option(names = "--no-timeline", description = "End after the replay. Usual where the output is not a terminal.")
    private boolean noTimeline;

    @Override
    public Integer call() throws Exception {
        Path classPath = samples();
        Path folder = Files.createTempDirectory("backstep-demo-");
        Path recordedOutput = folder.resolve("recorded");
        Path replayedOutput = folder.resolve("replayed");
        Recorded recorded;
        try {
            recorded = record(classPath, recordedOutput);
            int exitCode = replay(recorded, recordedOutput, replayedOutput);
            if (exitCode != ExitCodes.GOOD) {
                return exitCode;
            }
        } finally {
            Files.deleteIfExists(recordedOutput);
            Files.deleteIfExists(replayedOutput);
            Files.delete(folder);
        }
        // A script would wait for ever.
        return noTimeline || !Terminal.stdoutIsTerminal() ? ExitCodes.GOOD : showTimeline(recorded.file());
    }

    private static int showTimeline(Path recording) throws IOException {
        System.out.println();
        System.out.println("$ backstep serve " + CommandText.of(List.of(RecordReport.shortPath(recording))));
        Path sources = Path.of(System.getProperty("backstep.home"), "samples", "src", "main", "java");
        return new Serving(recording, List.of(sources), WebOptions.USUAL).untilEnded(Serving.Opening.OPEN_BROWSER);
    }

    private Recorded record(Path classPath, Path serverOutput) throws Exception {
        List<String> command = List.of("java", "-cp", classPath.toString(), MAIN_CLASS, "--port", "0");
        System.out.println("$ backstep record -- " + CommandText.of(command));
        PreparationProgress progress = new PreparationProgress(false);
        RecordOptions defaults = RecordOptions.defaults(Version.current()).withStdout(Redirect.to(serverOutput.toFile()));
        RecordOptions options = output.map(defaults::withOutput).orElse(defaults);
        FutureTask<RecordResult> recording = new FutureTask<>(
                () -> new Recorder(options, ImageCache.standard(), progress, Errors::print).record(command));
        Thread.ofPlatform().name("recorder").start(recording);
        DemoCustomers customers;
        try {
            customers = DemoCustomers.of(serverOutput, () -> !recording.isDone());
            System.out.print(Files.readString(serverOutput));
            customers.shop();
        } catch (IOException e) {
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);     // the server is our only child
            result(recording);      // if that fails: why it did not start is the better message
            throw e;
        }
        customers.leave();
        RecordResult result = result(recording);
        describe(customers);
        Recorded recorded = result.recorded().orElseThrow();
        new RecordReport(recorded).lines().forEach(System.out::println);
        return recorded;
    }

    /** Throws what the recorder threw. */
    private static RecordResult result(FutureTask<RecordResult> recording) throws Exception {
        try {
            return recording.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void describe(DemoCustomers customers) {
        System.out.println(customers.answers() + " requests answered");
        customers.wrongAnswers().stream().findFirst().ifPresent(answer -> System.out.println(
                customers.wrongAnswers().size() + " of them wrong: tea is 3.90, but '" + answer + "'"));
    }

    private static int replay(Recorded recorded, Path recordedOutput, Path replayedOutput) throws IOException {
        String file = CommandText.of(List.of(RecordReport.shortPath(recorded.file())));
        System.out.println();
        System.out.println("$ backstep replay " + file);
        ReplayOptions options = new ReplayOptions(Redirect.to(replayedOutput.toFile()), Redirect.INHERIT, Optional.empty());
        ReplayResult result = new Replayer(options, ImageCache.standard(), dev.backstep.record.Progress.SILENT)
                .replay(recorded.file());
        System.out.print(Files.readString(replayedOutput));
        System.out.println(new ReplayReportText(recorded.file(), result, 1).line());
        if (result instanceof ReplayResult.Diverged diverged) {
            System.out.print(new DivergenceText(recorded.file(), diverged.divergence()).text());
            return ExitCodes.DIVERGENCE;
        }
        if (!(result instanceof ReplayResult.Exact)) {
            return ExitCodes.INTERNAL;
        }
        if (Files.mismatch(recordedOutput, replayedOutput) >= 0) {
            System.out.println("but it printed something else than the recorded program");
            return ExitCodes.DIVERGENCE;
        }
        printNextSteps(file);
        return ExitCodes.GOOD;
    }

    private static void printNextSteps(String file) {
        System.out.println("""
                The same output, and this time without network and without customers.

                Try next:
                  backstep serve %1$s
                  backstep info %1$s
                  backstep events %1$s
                  backstep replay --repeat 10 --quiet %1$s
                  backstep record -- java ...     with a program of yours""".formatted(file));
    }

    private static Path samples() throws IOException {
        String home = System.getProperty("backstep.home");
        if (home != null) {
            Path target = Path.of(home, "samples", "target");
            if (Files.isDirectory(target)) {
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "backstep-samples-*.jar")) {
                    for (Path jar : jars) {
                        return jar;
                    }
                }
            }
        }
        throw new IOException("the samples are not built; start the demo with the backstep script");
    }
}
