package dev.backstep.dap.launch;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.eclipse.lsp4j.debug.OutputEventArgumentsCategory;

/**
 * What a program prints on its two pipes, in the order in which it printed as far as pipes tell. With a thread for each, the message of an
 * exception would often come before the lines that were printed before it.
 */
final class ProgramOutput implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final int CHUNK_CHARS = 8192;
    /** That many make up a full pipe of Linux (64 KB): more was printed after the error message. */
    private static final int PIPE_CHUNKS = 8;
    /** For what stands in the pipes when the program has ended; others may go on printing into them. */
    private static final int LAST_ROUNDS = 100;
    private static final int PAUSE_MILLIS = 10;

    private final Process process;
    private final Reader stdout;
    private final Reader stderr;
    private final BiConsumer<String, String> output;
    private final char[] chunk = new char[CHUNK_CHARS];

    /** @param output takes what is printed: category of the protocol, text */
    ProgramOutput(Process process, BiConsumer<String, String> output) {
        this.process = process;
        this.stdout = new InputStreamReader(process.getInputStream(), charset());
        this.stderr = new InputStreamReader(process.getErrorStream(), charset());
        this.output = output;
    }

    private static Charset charset() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"), StandardCharsets.UTF_8);
    }

    /** Until the program has ended. It does not wait for the end of the pipes: a process that it has started may hold them open for ever. */
    void passOn() throws InterruptedException {
        try {
            boolean alive = true;
            while (alive) {
                alive = process.isAlive();
                if (!passOnWhatIsThere() && alive) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
            int rounds = 0;
            while (rounds < LAST_ROUNDS && passOnWhatIsThere()) {
                rounds++;
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "reading the program's output", e);    // it was killed
        }
    }

    /** What stood in standard output when an error message was read was printed before it, or with it. */
    private boolean passOnWhatIsThere() throws IOException {
        String errors = read(stderr);
        boolean some = !errors.isEmpty();
        for (int i = 0; i < PIPE_CHUNKS; i++) {
            String text = read(stdout);
            if (text.isEmpty()) {
                break;
            }
            output.accept(OutputEventArgumentsCategory.STDOUT, text);
            some = true;
        }
        if (!errors.isEmpty()) {
            output.accept(OutputEventArgumentsCategory.STDERR, errors);
        }
        return some;
    }

    private String read(Reader reader) throws IOException {
        int count = reader.ready() ? reader.read(chunk) : 0;
        return count <= 0 ? "" : new String(chunk, 0, count);
    }

    @Override
    public void close() {
        try {
            stdout.close();
            stderr.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the program's output", e);
        }
    }
}
