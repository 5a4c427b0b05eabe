package dev.backstep.dap.launch;

import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.RunInTerminalResponse;

/**
 * A program that the client has started in a terminal: it has input, and we see no more of it than its recording, and its process if
 * the client says which one that is.
 */
public final class TerminalProgram implements RunningProgram {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final int LOOK_MILLIS = 200;

    private final Path file;
    private final Optional<ProcessHandle> process;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dap-terminal").factory());

    public TerminalProgram(Path file, RunInTerminalResponse response) {
        this.file = file;
        Integer pid = response.getProcessId() != null ? response.getProcessId() : response.getShellProcessId();
        process = Optional.ofNullable(pid).flatMap(id -> ProcessHandle.of(id));
        looker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        boolean gone = process.isPresent() && !process.get().isAlive();
        if (closed() || gone) {
            ended.complete(new Ending(-1, "the terminal shows why"));
            looker.shutdown();
        }
    }

    private boolean closed() {
        if (!Files.exists(file)) {
            return false;
        }
        try (Recording recording = Recording.open(file)) {
            return recording.header().closed();
        } catch (IOException | RecordingException e) {
            LOG.log(Level.DEBUG, "the recording is not there yet", e);
            return false;
        }
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return ended;
    }

    @Override
    public void terminate() {
        process.ifPresent(shell -> recorder(shell).ifPresent(ProcessHandle::destroy));
    }

    @Override
    public void kill() {
        process.flatMap(TerminalProgram::recorder).ifPresent(recorder -> {
            if (recorder.descendants().findAny().isEmpty()) {
                recorder.destroy();
            }
            recorder.descendants().forEach(ProcessHandle::destroyForcibly);
        });
    }

    /** The client names the shell of the terminal; the recorder is in it. */
    private static Optional<ProcessHandle> recorder(ProcessHandle shell) {
        boolean itself = shell.info().arguments().map(words -> java.util.List.of(words).contains("record")).orElse(false);
        return itself ? Optional.of(shell) : shell.children().findFirst();
    }
}
