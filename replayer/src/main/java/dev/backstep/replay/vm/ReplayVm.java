package dev.backstep.replay.vm;

import dev.backstep.checkpoint.ForkCapture;
import dev.backstep.checkpoint.ProcessNotSupportedException;
import dev.backstep.checkpoint.RestoreException;
import dev.backstep.linux.ChildProcess;
import dev.backstep.linux.ListeningSocket;
import dev.backstep.linux.ListeningSockets;
import dev.backstep.linux.SyscallException;
import dev.backstep.recording.ControlLayout;
import dev.backstep.replay.DeathSignal;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.ReplayProcess;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One JVM that replays and is steered. It is held at its first step when it is started, and after each run where that ended.
 * Its death is noticed in each call; it dies with us.
 *
 * <p>One thread at a time, but for {@link #pause} and {@link #close}.
 */
public final class ReplayVm implements AutoCloseable {
    private static final List<String> VM_OPTIONS = List.of(
            // Asleep until it is needed: an agent at work uses up identity hashes.
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0,onthrow=java.lang.BackstepDebugRequest,launch=true",
            "-XX:-DontCompileHugeMethods",      // steps make methods larger
            "-XX:-UsePerfData");
    /**
     * Which collector replays does not matter to a program that cannot see it. This one has the fewest threads, and a heap that can
     * be copied.
     */
    private static final List<String> SMALL_COLLECTOR = List.of(
            "-XX:-UseZGC", "-XX:-UseShenandoahGC", "-XX:-UseG1GC", "-XX:-UseParallelGC", "-XX:+UseSerialGC");
    private static final long KEEN_NANOS = 20_000;
    private static final long PATIENT_NANOS = 500_000;
    private static final int KEEN_LOOKS = 2_000;
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 200;
    private static final int LOOKS_FOR_PORT = 10_000;

    private final PreparedReplay prepared;
    private SiteTable sites;       // another one than the session's as soon as it runs on by itself
    private final ReplayProcess files;
    private ControlBlock control;
    private Process process;
    private ForkCapture forks;     // null before the first
    private Arrival arrival;
    private Goal goal = Goal.step(0);
    private final List<Hit> hits = new ArrayList<>();
    private final GrowingText output = new GrowingText();
    private final GrowingText errors = new GrowingText();
    private boolean live;
    private boolean touched;
    private int debugPort;         // 0: not asked for
    private BooleanSupplier grows = () -> false;    // whether the recording is being written
    private boolean follows;

    private ReplayVm(PreparedReplay prepared, SiteTable sites) throws IOException {
        this.prepared = prepared;
        this.sites = sites;
        files = new ReplayProcess(prepared.newFolder());
    }

    /**
     * Starts one from the beginning of the recording and waits until it is held at its first step.
     *
     * @param sites learns what it tells
     * @throws DivergedException if it comes to another fact than the recorded one
     * @throws SessionException if the JVM does not work
     * @throws IOException if it cannot be started
     */
    public static ReplayVm boot(PreparedReplay prepared, SiteTable sites, List<String> moreOptions) throws IOException {
        return follow(prepared, sites, moreOptions, () -> false);
    }

    /**
     * The same for a recording that may be being written: at the end of the log, the replay waits for more.
     *
     * @param grows whether it is; asked now and then until it says no
     */
    public static ReplayVm follow(PreparedReplay prepared, SiteTable sites, List<String> moreOptions, BooleanSupplier grows)
            throws IOException {
        ReplayVm vm = new ReplayVm(prepared, sites);
        vm.grows = grows;
        vm.follows = grows.getAsBoolean();
        try {
            vm.start(moreOptions);
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    private void start(List<String> moreOptions) throws IOException {
        ReplayFolder folder = files.folder();
        control = ControlBlock.create(folder.control());
        control.set(Goal.step(0));
        control.follow(follows);
        List<String> options = new ArrayList<>(VM_OPTIONS);
        if (!prepared.needsRecordedCollector()) {
            options.addAll(SMALL_COLLECTOR);
        }
        options.add("-Dbackstep.debug=" + folder.control());
        options.add("-Dbackstep.answer=" + folder.answer());
        options.addAll(moreOptions);
        ProcessBuilder builder = prepared.command(folder, options, Redirect.to(folder.errors().toFile()))
                .redirectInput(Redirect.PIPE).redirectOutput(folder.output().toFile());
        process = files.start(() -> ChildProcess.start(builder));
        awaitHeld();
    }

    /** One made of a template: it is held where that was. */
    static ReplayVm copy(VmTemplate template) throws IOException {
        ReplayVm vm = new ReplayVm(template.prepared(), template.sites());
        try {
            ReplayFolder folder = vm.files.folder();
            vm.process = vm.files.start(() -> template.start(folder));
            vm.control = ControlBlock.open(folder.control(), template.flagged());
            vm.arrival = template.arrival();
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    /** Makes a process. */
    interface Restoring {
        /** @param folder that it gets */
        CopiedProcess into(ReplayFolder folder) throws IOException;
    }

    /**
     * One restored from a checkpoint that was taken when it was held.
     *
     * @param grows whether the recording is being written; if not, what is there of it now is replayed
     */
    static ReplayVm restored(PreparedReplay prepared, SiteTable sites, BooleanSupplier grows, Restoring restore)
            throws IOException {
        ReplayVm vm = new ReplayVm(prepared, sites);
        vm.grows = grows;
        vm.follows = grows.getAsBoolean();
        try {
            ReplayFolder folder = vm.files.folder();
            vm.process = vm.files.start(() -> restore.into(folder));
            vm.control = ControlBlock.open(folder.control(), Set.of());
            vm.awaitHeld();
            vm.control.follow(vm.follows);
            vm.control.set(Occasions.NONE);
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    /** From now on, what the program prints goes into {@link #outputs}. */
    public void echo() {
        control.echo();
    }

    /**
     * From now on it writes the survey that it was prepared for, see {@link Beginning}.
     *
     * @return the file; whole when the end has been reached
     */
    public Path survey() throws IOException {
        control.request(ControlLayout.COMMAND_SURVEY);
        Arrival before = arrival;
        awaitHeld();
        arrival = before;
        return files.folder().answer();
    }

    /** Files with what the JVM prints. */
    public List<Path> outputs() {
        return List.of(files.folder().output(), files.folder().errors());
    }

    /**
     * Takes a checkpoint here. This goes on as if nothing had been.
     *
     * @throws IllegalStateException if a debugger has touched it
     * @throws SessionException if the machine does not allow it, or there have been too many copies of copies
     */
    public VmTemplate fork() {
        if (touched) {
            throw new IllegalStateException("touched by a debugger");
        }
        try {
            if (forks == null) {
                forks = process instanceof CopiedProcess copied ? copied.forks() : ForkCapture.of((int) process.pid());
            }
            return new VmTemplate(prepared, sites, forks.fork(), home(), arrival, control.flagged());
        } catch (SyscallException | ProcessNotSupportedException | RestoreException e) {
            throw new SessionException("no checkpoint can be taken: " + e.getMessage(), e);
        }
    }

    /** The folder that the JVM believes to have. */
    private Path home() {
        return process instanceof CopiedProcess copied ? copied.home() : files.folder().path();
    }

    // ------------------------------------------------------------------------------------------------ motion

    /** Where it is held. */
    public Arrival arrival() {
        return arrival;
    }

    /**
     * Lets it go on until a goal is met or nothing is left to replay.
     *
     * @throws IllegalStateException if a debugger has touched it, or it is at the end
     */
    public Arrival run(Goal goal) throws IOException {
        return run(goal, Long.MAX_VALUE);
    }

    /**
     * The same, for so many nanoseconds at most: it ends as if it was {@linkplain #pause paused} then, and a pause that somebody asks
     * for at that moment has to be asked for again.
     */
    public Arrival run(Goal goal, long nanos) throws IOException {
        if (touched || arrival.isEnd()) {
            throw new IllegalStateException(touched ? "touched by a debugger" : "at the end");
        }
        this.goal = goal;
        Goal left = goal;
        long start = System.nanoTime();
        do {
            control.set(left);
            control.request(ControlLayout.COMMAND_GO);
            awaitHeld(start, nanos);
            hits.addAll(control.takeHits());
            left = remaining();
        } while (arrival.reason() == Arrival.Reason.HITS);
        return arrival;
    }

    /**
     * Lets the program run on by itself, not as recorded ("what if"), until a goal is met, the program would end, or nobody can go on.
     * From then on it takes nothing from the log.
     */
    public Arrival runLive(Goal wanted) throws IOException {
        if (!live) {
            live = true;
            sites = new SiteTable();
            takeOutput();
        }
        touched = true;
        goal = wanted;
        control.set(wanted);
        control.request(ControlLayout.COMMAND_LIVE);
        return awaitHeld();
    }

    /** What the program has printed since the last call. */
    public String takeOutput() throws IOException {
        return output.take(files.folder().output()) + errors.take(files.folder().errors());
    }

    /** What of the goal of the last run is still to be met, if that ended for another reason. */
    public Goal remaining() {
        return goal.withDepth(control.stopDepth()).counting(control.counts(goal));
    }

    /** Until this is called again, runs end at the step after one of these occasions, too. While it is held. */
    public void endAt(Occasions occasions) {
        control.set(occasions);
    }

    /** How far it has come, where it is held. */
    public Progress place() {
        return control.place();
    }

    /** Events so far; while it runs, now and then. Any thread. */
    public long progressEvents() {
        return control.progressEvents();
    }

    /** Takes what the runs since the last call recorded, in order. */
    public List<Hit> takeHits() {
        List<Hit> taken = List.copyOf(hits);
        hits.clear();
        return taken;
    }

    /** Steps so far; while it runs, now and then. */
    public long progress() {
        return control.progress();
    }

    /** Ends the run that is under way, or the next one, at its next step. Any thread. */
    public void pause() {
        control.pause();
    }

    /** Takes a {@link #pause} back. */
    public void endPause() {
        control.endPause();
    }

    private Arrival awaitHeld() throws IOException {
        return awaitHeld(0, Long.MAX_VALUE);
    }

    /** Asks it to pause as soon as so many nanoseconds have passed since a start. */
    private Arrival awaitHeld(long start, long nanos) throws IOException {
        boolean asked = false;
        for (int looks = 0; !control.isHeld(); looks++) {
            if (!asked && nanos != Long.MAX_VALUE && System.nanoTime() - start > nanos) {
                asked = true;
                control.pause();
            }
            LockSupport.parkNanos(looks < KEEN_LOOKS ? KEEN_NANOS : PATIENT_NANOS);
            if (looks % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
                if (follows && !grows.getAsBoolean()) {
                    follows = false;
                    control.follow(false);
                }
                if (!process.isAlive()) {
                    throw failure();
                }
            }
            if (Thread.interrupted()) {
                throw new SessionException("interrupted");
            }
        }
        if (asked) {
            control.endPause();
        }
        arrival = control.arrival();
        sites.update(control);
        return arrival;
    }

    private RuntimeException failure() throws IOException {
        if (files.wasEnded()) {
            // Who waits here holds up what closes the session: it must not wait for the end of our own process.
            return new SessionException("the session was closed");
        }
        ReplayResult result = prepared.result(files.folder(), exitStatus(), control.progressEvents());
        if (result instanceof ReplayResult.Diverged diverged) {
            return new DivergedException("the replay met another fact than the recorded one: expected "
                    + diverged.divergence().expected() + ", met " + diverged.divergence().actual(), diverged.divergence());
        }
        if (result instanceof ReplayResult.Crashed crashed) {
            return new SessionException("the program dies of " + DeathSignal.name(crashed.signal()) + " in native code, as it did when it was"
                    + " recorded, after event " + crashed.counts().events() + "; nothing can be looked at there, but all that is before");
        }
        String errors = (textOf(files.folder().errors()) + textOf(files.folder().output())).strip();
        String problem = result instanceof ReplayResult.Failed failed ? failed.problem() : "it ended before it was let go";
        return new SessionException("the replaying JVM failed: " + problem + (errors.isEmpty() ? "" : " (" + lastLine(errors) + ")"));
    }

    private int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("interrupted", e);
        }
    }

    private static String textOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    // ------------------------------------------------------------------------------------------------ debugger

    /** Places where steps are taken, by number. */
    public SiteTable sites() {
        return sites;
    }

    /** Port on 127.0.0.1 where the debug agent listens; wakes it if it sleeps. It cannot move any more. */
    public int debugPort() throws IOException {
        return listen(ControlLayout.COMMAND_LISTEN);
    }

    /** The same for a debugger that lets it {@linkplain #goWatched go on} for a short way: until an identity hash differs because of it. */
    public int watchPort() throws IOException {
        return listen(ControlLayout.COMMAND_WATCH);
    }

    private int listen(int command) throws IOException {
        touched = true;
        if (debugPort == 0) {
            control.request(command);
            Arrival before = arrival;
            awaitHeld();
            arrival = before;
            debugPort = listeningPort();
        }
        return debugPort;
    }

    /** An agent that was asleep does not say where it listens. The program itself has no sockets in a replay. */
    private int listeningPort() throws IOException {
        for (int looks = 0; looks < LOOKS_FOR_PORT; looks++) {
            // Anew each time: it reads the table of sockets once, where it has to
            Optional<ListeningSocket> socket = new ListeningSockets((int) process.pid()).first();
            if (socket.isPresent()) {
                return socket.get().port();
            }
            if (!process.isAlive()) {
                throw failure();
            }
            LockSupport.parkNanos(PATIENT_NANOS);
        }
        throw new IOException("the replaying JVM has no debug agent");
    }

    /**
     * A debugger will look at it: from then on objects may have other identity hashes than in the recording, so it
     * {@linkplain #isTouched cannot move} any more.
     */
    public void touch() {
        touched = true;
    }

    public boolean isTouched() {
        return touched;
    }

    /** Lets the held thread pass through {@code BackstepSteps.stopped()}, where an attached debugger has a breakpoint. */
    public void enterDebugger() {
        touched = true;
        control.set(Goal.end());
        control.request(ControlLayout.COMMAND_DEBUG);
    }

    /** Lets it go on while a debugger that has attached to the {@link #watchPort} looks on. It cannot be steered any more. */
    public void goWatched() {
        control.set(Goal.end());
        control.request(ControlLayout.COMMAND_GO);
    }

    /** The debugger has let it go on: waits until it is held again. It stays where it is. */
    public void awaitReturn() throws IOException {
        awaitHeld();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        if (forks != null) {
            forks.close();
        }
        files.close();
        if (control != null) {
            control.close();
        }
    }
}
