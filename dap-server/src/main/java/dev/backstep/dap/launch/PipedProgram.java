package dev.backstep.dap.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.lsp4j.debug.OutputEventArgumentsCategory;

/** A program whose output goes to the client's console. It has no input. */
public final class PipedProgram implements RunningProgram {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final int CHUNK_CHARS = 8192;
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
        Thread stderr = running.pump(running.process.getErrorStream(), text -> {
            running.remember(text);
            output.accept(OutputEventArgumentsCategory.STDERR, text);
        });
        Thread stdout = running.pump(running.process.getInputStream(), text -> output.accept(OutputEventArgumentsCategory.STDOUT, text));
        Thread.ofPlatform().daemon().name("dap-program").start(() -> running.waitForEnd(stdout, stderr));
        return running;
    }

    private Thread pump(InputStream stream, java.util.function.Consumer<String> sink) {
        return Thread.ofPlatform().daemon().name("dap-output").start(() -> {
            try (Reader reader = new InputStreamReader(stream, charset())) {
                char[] chunk = new char[CHUNK_CHARS];
                for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                    sink.accept(new String(chunk, 0, count));
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "reading the program's output", e);    // it was killed
            }
        });
    }

    private static Charset charset() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"), StandardCharsets.UTF_8);
    }

    private void waitForEnd(Thread stdout, Thread stderr) {
        try {
            int code = process.waitFor();
            // A grandchild may hold the pipes open for ever.
            stdout.join(TimeUnit.SECONDS.toMillis(1));
            stderr.join(TimeUnit.SECONDS.toMillis(1));
            ended.complete(new Ending(code, lastWords()));
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
