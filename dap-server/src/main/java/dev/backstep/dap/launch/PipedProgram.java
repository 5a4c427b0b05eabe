package dev.backstep.dap.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.lsp4j.debug.OutputEventArgumentsCategory;

/** A program whose output goes to the client's console. It has no input. */
public final class PipedProgram implements RunningProgram {
    private static final int LAST_WORDS_CHARS = 2000;
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final StringBuilder lastWords = new StringBuilder();

    private PipedProgram(Process process) {
        this.process = process;
    }

    /**
     * Starts recording.
     *
     * @param output takes what is printed: category of the protocol, text
     * @throws IOException if our own command cannot be started
     */
    public static PipedProgram start(List<String> backstep, Program program, Path file, BiConsumer<String, String> output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.recordCommand(backstep, file))
                .directory(program.folder().toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("BACKSTEP_NO_BUILD", "1");    // what runs here is built
        program.adapt(builder.environment());
        PipedProgram running = new PipedProgram(builder.start());
        Thread.ofPlatform().daemon().name("dap-program").start(() -> running.follow(output));
        return running;
    }

    private void follow(BiConsumer<String, String> output) {
        try (ProgramOutput streams = new ProgramOutput(process, (category, text) -> {
            if (category.equals(OutputEventArgumentsCategory.STDERR)) {
                remember(text);
            }
            output.accept(category, text);
        })) {
            streams.passOn();
            ended.complete(new Ending(process.waitFor(), lastWords()));
        } catch (InterruptedException e) {
            ended.completeExceptionally(e);
        }
    }

    private void remember(String text) {
        synchronized (lastWords) {
            lastWords.append(text);
            lastWords.delete(0, Math.max(0, lastWords.length() - LAST_WORDS_CHARS));
        }
    }

    private String lastWords() {
        synchronized (lastWords) {
            return lastWords.toString().strip();
        }
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return ended;
    }

    /**
     * The recorder passes the signal on to the program, and stays until it has closed the recording. By its handle, because
     * {@link Process#destroy} would also close the pipes, and the program's last words would be lost.
     */
    @Override
    public void terminate() {
        process.toHandle().destroy();
    }

    /** The recorder itself is spared, so that it closes the recording; unless it does not end. */
    @Override
    public void kill() {
        List<ProcessHandle> program = process.descendants().toList();
        if (program.isEmpty()) {
            terminate();
        }
        program.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(this::destroyAll);
    }

    /** Waits for the end after {@link #kill}, so that nothing is left behind when our own process ends. */
    @Override
    public void close() {
        kill();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                destroyAll();
            }
        } catch (InterruptedException e) {
            destroyAll();
            Thread.currentThread().interrupt();
        }
    }

    private void destroyAll() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
