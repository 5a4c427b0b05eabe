package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** Pipes inside the process: of the operating system and of java.io. */
@Debuggee
public final class Pipes {
    private Pipes() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Pipe pipe = Pipe.open();
        Thread writer = Work.start("writer", () -> {
            try (Pipe.SinkChannel sink = pipe.sink()) {
                for (int i = 0; i < 50; i++) {
                    sink.write(ByteBuffer.allocate(8).putLong(System.nanoTime()).flip());
                }
            }
        });
        try (Pipe.SourceChannel source = pipe.source()) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            while (source.read(buffer.clear()) >= 0) {
                Trace.add(buffer.flip().hashCode());
            }
        }
        writer.join();
        PipedInputStream in = new PipedInputStream(100);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread other = Work.start("other", () -> {
            try (out) {
                for (int i = 0; i < 1_000; i++) {
                    out.write((int) System.nanoTime());
                }
            }
        });
        for (int value; (value = in.read()) >= 0;) {
            Trace.add(value);
        }
        other.join();
        Trace.print();
    }
}
