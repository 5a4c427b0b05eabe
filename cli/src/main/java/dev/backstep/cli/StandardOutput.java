package dev.backstep.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Buffered standard output for results of any length. Lines end with a line feed everywhere. */
final class StandardOutput implements AutoCloseable {
    private static final int BUFFER_LENGTH_CHARS = 1 << 15;

    private final Writer writer;
    private boolean broken;

    private StandardOutput(Charset charset) {
        // Not System.out: it flushes at each line.
        OutputStreamWriter out = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset);
        writer = new BufferedWriter(out, BUFFER_LENGTH_CHARS);
    }

    /** Text for people, in the terminal's encoding. */
    static StandardOutput text() {
        return new StandardOutput(System.out.charset());
    }

    /** JSON, always UTF-8. */
    static StandardOutput json() {
        return new StandardOutput(StandardCharsets.UTF_8);
    }

    /** @return whether anybody still reads: not after {@code | head} has seen enough */
    boolean line(String line) {
        if (!broken) {
            try {
                writer.write(line);
                writer.write('\n');
            } catch (IOException _) {
                broken = true;
            }
        }
        return !broken;
    }

    @Override
    public void close() {
        try {
            writer.flush();
        } catch (IOException _) {
            // The reader went away; what it wanted it has.
            broken = true;
        }
    }
}
