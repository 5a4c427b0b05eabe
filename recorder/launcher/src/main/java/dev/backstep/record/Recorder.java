package dev.backstep.record;

import dev.backstep.record.RecordResult.Recorded;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.RecordingMetadata;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one {@code java} command under recording, in this process's place: same input and output, working directory,
 * environment, signals and exit code.
 */
public final class Recorder {
    private static final String OPTIONS_FILE = "-XX:VMOptionsFile=";

    private final RecordOptions options;
    private final ImageCache cache;
    private final Progress progress;
    private final Consumer<String> notices;
    private final Companion companion;
    private final DebuggeeStarter starter;
    private final Map<String, String> environment = EnvironmentVariables.ofUser();
    private final Path workingDirectory = Path.of("").toAbsolutePath();

    /**
     * @param notices takes lines for the user
     */
    public Recorder(RecordOptions options, ImageCache cache, Progress progress, Consumer<String> notices) {
        this(options, cache, progress, notices, Companion.NONE, DebuggeeStarter.USUAL);
    }

    /**
     * @param notices takes lines for the user
     * @param companion is told when the program runs
     * @param starter starts it
     */
    public Recorder(RecordOptions options, ImageCache cache, Progress progress, Consumer<String> notices, Companion companion,
            DebuggeeStarter starter) {
        this.companion = companion;
        this.starter = starter;
        this.options = options;
        this.cache = cache;
        this.progress = progress;
        this.notices = notices;
    }

    /**
     * Runs the command to its end.
     *
     * @param command {@code java} and its arguments
     * @throws RecordingNotStartedException if it could not have been recorded, for example because its JDK is none that we
     *         support; it did not run then
     * @throws ProgramNotFoundException if there is no such program
     */
    public RecordResult record(List<String> command) {
        JavaCommand whole = JavaCommand.parse(command, environment, workingDirectory);
        if (!whole.runsProgram()) {
            return runUnrecorded(whole);
        }
        JavaCommand java = JavaCommand.parse(LeftOutOptions.leaveOut(command, workingDirectory, notices), environment,
                workingDirectory);
        RefusedOptions.check(vmOptions(java));
        JdkHome jdk = locate(java);
        try (InstrumentedJdk image = prepare(jdk)) {
            Path file = new RecordingFile(options, workingDirectory)
                    .create(java.shortName(), metadata(command, java, jdk, image), options.schedule());
            return run(image, jdk, java, file);
        }
    }

    private JdkHome locate(JavaCommand java) {
        JavaLocator locator = new JavaLocator(environment, Path.of(System.getProperty("java.home")), notices);
        try {
            return java.runsProgram() ? locator.locate(java.java()) : locator.locateUnchecked(java.java());
        } catch (JdkNotUsableException e) {
            throw new RecordingNotStartedException(e.getMessage(), e);
        }
    }

    private InstrumentedJdk prepare(JdkHome jdk) {
        try {
            return cache.prepare(jdk, progress);
        } catch (IOException e) {
            throw new RecordingNotStartedException("cannot prepare the JDK in " + cache.folder() + ": " + Reasons.of(e)
                    + "; XDG_CACHE_HOME may name another place", e);
        }
    }

    /** The user wants to see what that java prints. */
    private RecordResult runUnrecorded(JavaCommand java) {
        JdkHome jdk = locate(java);
        notices.accept("this command runs no program, so there is nothing to record");
        List<String> words = new ArrayList<>(List.of(jdk.javaExecutable().toString()));
        words.addAll(java.givenArguments());
        try (Debuggee debuggee = start(words, DebuggeeStarter.USUAL, workingDirectory)) {
            return new RecordResult(debuggee.waitForEnd(), Optional.empty());
        }
    }

    private RecordResult run(InstrumentedJdk image, JdkHome jdk, JavaCommand java, Path file) {
        try (AsciiPath path = openable(file)) {
            List<String> words = new ArrayList<>(List.of(image.javaExecutable().toString(),
                    "-Dbackstep.record=" + path.path(), "-Dbackstep.java.home=" + jdk.path()));
            ClassCache classes = new ClassCache(image, java.target().orElseThrow(), classPath(java), options.schedule().chaos());
            words.addAll(classes.optionsToRecord());
            words.addAll(java.givenArguments());
            long start = System.nanoTime();
            try (Debuggee debuggee = start(words, starter, file)) {
                companion.started(file, debuggee.pid());
                int exitCode = debuggee.waitForEnd();
                long wallNanos = System.nanoTime() - start;
                classes.keep();
                return end(file, exitCode, wallNanos, vmOptions(java).stream().anyMatch(option -> AgentOptions.isOne(option)));
            }
        } catch (RecordingNotStartedException e) {
            deleteUnused(file);
            throw e;
        }
    }

    private static AsciiPath openable(Path file) {
        try {
            return AsciiPath.of(file);
        } catch (IOException e) {
            throw new RecordingNotStartedException("cannot make a link to " + file + ": " + e.getMessage(), e);
        }
    }

    private Debuggee start(List<String> words, DebuggeeStarter how, Path recording) {
        try {
            return Debuggee.start(words, options.stdout(), how, recording);
        } catch (IOException e) {
            throw new RecordingNotStartedException("cannot start " + words.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** The program has run: nothing that fails from here on may change its exit code. */
    private RecordResult end(Path file, int exitCode, long wallNanos, boolean runsMachineCode) {
        Recorded recorded = new RecordingEnder(file, runsMachineCode).end(exitCode, wallNanos);
        if (recorded.eventCount() > 0 || !recorded.warnings().isEmpty()) {
            return new RecordResult(exitCode, Optional.of(recorded));
        }
        deleteUnused(file);
        notices.accept("nothing was recorded: java ended before it looked for the main class");
        return new RecordResult(exitCode, Optional.empty());
    }

    private static void deleteUnused(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it holds nothing, so it does no harm either
        }
    }

    private RecordingMetadata metadata(List<String> command, JavaCommand java, JdkHome jdk, InstrumentedJdk image) {
        return RecordingMetadata.builder()
                .commandLine(command)
                .expandedCommandLine(java.expanded())
                .jdkHome(jdk.path().toString())
                .jdkVersion(jdk.version())
                .imageVersion(image.description().imageVersion())
                .vmOptions(vmOptions(java))
                .classPath(classPath(java))
                .programArguments(java.programArguments())
                .target(java.target().orElseThrow())
                .environment(environment)
                .workingDirectory(workingDirectory.toString())
                .user(System.getProperty("user.name"))
                .host(hostName())
                .operatingSystem(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"))
                .machine(ThisMachine.look())
                .startedAtMillis(System.currentTimeMillis())
                .backstepVersion(options.backstepVersion())
                .hookNames(image.hookNames())
                .build();
    }

    /** Empty if the target says it. */
    private static List<String> classPath(JavaCommand java) {
        boolean inTarget = java.target().filter(target -> target.kind() == Kind.JAR).isPresent() || java.classPath() == null;
        return inTarget ? List.of() : List.of(java.classPath().split(File.pathSeparator));
    }

    /** The VM takes the options of these variables before and after those of the command line, and the last one counts. */
    private List<String> vmOptions(JavaCommand java) {
        List<String> all = new ArrayList<>(EnvironmentVariables.split(environment, EnvironmentVariables.TOOL_OPTIONS));
        all.addAll(java.vmOptions());
        all.addAll(EnvironmentVariables.split(environment, EnvironmentVariables.LATE_OPTIONS));
        return all.stream().flatMap(option -> expanded(option).stream()).toList();
    }

    /** The VM reads an options file as it reads the environment variables, and puts it in the place of the option. */
    private List<String> expanded(String option) {
        if (!option.startsWith(OPTIONS_FILE)) {
            return List.of(option);
        }
        try {
            Path file = workingDirectory.resolve(option.substring(OPTIONS_FILE.length()));
            return ArgumentFiles.splitQuoted(Files.readString(file));
        } catch (IOException | JavaCommandException e) {
            return List.of(option);     // the VM will refuse to start and say why
        }
    }

    /** Not by InetAddress, which asks a name server. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
