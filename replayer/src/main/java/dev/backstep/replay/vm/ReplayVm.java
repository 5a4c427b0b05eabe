package dev.backstep.replay.vm;

import dev.backstep.recording.ControlLayout;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.ReplayProcess;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One JVM that replays and is steered. It is held at its first step when it is started, and after each run where that ended.
 * Its death is noticed in each call; it dies with us.
 *
 * <p>One thread at a time, but for {@link #pause} and {@link #close}.
 */
public final class ReplayVm implements AutoCloseable {
    private static final List<String> VM_OPTIONS = List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
            "-XX:-DontCompileHugeMethods",      // steps make methods larger
            "-XX:-UsePerfData");
    private static final String LISTENING = "Listening for transport dt_socket at address: ";
    private static final long KEEN_NANOS = 20_000;
    private static final long PATIENT_NANOS = 500_000;
    private static final int KEEN_LOOKS = 2_000;
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 200;
    private static final long PORT_SECONDS = 30;

    private final PreparedReplay prepared;
    private final SiteTable sites;
    private final ReplayProcess files = new ReplayProcess();
    private final ControlBlock control;
    private final CompletableFuture<Integer> debugPort = new CompletableFuture<>();
    private Process process;
    private Arrival arrival;
    private boolean touched;

    private ReplayVm(PreparedReplay prepared, SiteTable sites) throws IOException {
        this.prepared = prepared;
        this.sites = sites;
        try {
            control = ControlBlock.create(files.folder().control());
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
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
        ReplayVm vm = new ReplayVm(prepared, sites);
        try {
            vm.start(moreOptions);
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    private void start(List<String> moreOptions) throws IOException {
        control.set(Goal.step(0));
        List<String> options = new java.util.ArrayList<>(VM_OPTIONS);
        options.add("-Dbackstep.debug=" + files.folder().control());
        options.addAll(moreOptions);
        process = files.start(prepared.command(files.folder(), options, Redirect.to(files.folder().errors().toFile()))
                .redirectInput(Redirect.PIPE).redirectOutput(Redirect.PIPE));
        Thread.ofPlatform().daemon().name("backstep-output-of-replay").start(this::readOutput);
        awaitHeld();
    }

    /** The program's own output is not echoed, so all there is comes from the debug agent. */
    private void readOutput() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LISTENING)) {
                    debugPort.complete(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip().replaceAll("\\D", "")));
                }
            }
        } catch (IOException | NumberFormatException e) {
            debugPort.completeExceptionally(e);
        }
        debugPort.completeExceptionally(new IOException("the debug agent did not say where it listens"));
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
        if (touched || arrival.isEnd()) {
            throw new IllegalStateException(touched ? "touched by a debugger" : "at the end");
        }
        control.set(goal);
        control.request(ControlLayout.COMMAND_GO);
        return awaitHeld();
    }

    /** Ends the run that is under way at its next step. Any thread. */
    public void pause() {
        control.pause();
    }

    private Arrival awaitHeld() throws IOException {
        for (int looks = 0; !control.isHeld(); looks++) {
            LockSupport.parkNanos(looks < KEEN_LOOKS ? KEEN_NANOS : PATIENT_NANOS);
            if (looks % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0 && !process.isAlive()) {
                throw failure();
            }
            if (Thread.interrupted()) {
                throw new SessionException("interrupted");
            }
        }
        arrival = control.arrival();
        sites.update(control);
        return arrival;
    }

    private RuntimeException failure() throws IOException {
        int status = files.await(Optional.empty()).orElseThrow();
        ReplayResult result = prepared.result(files.folder(), status);
        if (result instanceof ReplayResult.Diverged diverged) {
            return new DivergedException("the replay met another fact than the recorded one: expected "
                    + diverged.divergence().expected() + ", met " + diverged.divergence().actual(), diverged.divergence());
        }
        String errors = Files.exists(files.folder().errors()) ? Files.readString(files.folder().errors()).strip() : "";
        String problem = result instanceof ReplayResult.Failed failed ? failed.problem() : "it ended before it was let go";
        return new SessionException("the replaying JVM failed: " + problem + (errors.isEmpty() ? "" : " (" + lastLine(errors) + ")"));
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    // ------------------------------------------------------------------------------------------------ debugger

    /** Port on 127.0.0.1 where the debug agent listens. */
    public int debugPort() throws IOException {
        try {
            return debugPort.get(PORT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the replaying JVM has no debug agent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
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
        control.request(ControlLayout.COMMAND_DEBUG);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        files.close();
        control.close();
    }
}
