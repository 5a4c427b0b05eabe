package dev.backstep.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints what is appended to files, until it is closed, and then the rest: the first on standard output, others on standard error. */
final class FollowedFiles implements AutoCloseable {
    private static final int LOOK_MILLIS = 10;

    private final List<Path> files;
    private final long[] done;
    private final Thread thread = Thread.ofPlatform().daemon().name("backstep output of replay").unstarted(this::follow);
    private volatile boolean closed;

    /** What is in the files already is not printed. */
    FollowedFiles(List<Path> files) throws IOException {
        this.files = files;
        done = new long[files.size()];
        for (int i = 0; i < done.length; i++) {
            done[i] = Files.exists(files.get(i)) ? Files.size(files.get(i)) : 0;
        }
        thread.start();
    }

    private void follow() {
        try {
            boolean last;
            do {
                last = closed;
                for (int i = 0; i < done.length; i++) {
                    print(i, i == 0 ? System.out : System.err);
                }
                if (!last) {
                    Thread.sleep(LOOK_MILLIS);
                }
            } while (!last);
        } catch (IOException | InterruptedException e) {
            Errors.print("the output of the program cannot be shown: " + e.getMessage());
        }
    }

    private void print(int index, OutputStream target) throws IOException {
        if (!Files.exists(files.get(index))) {
            return;
        }
        try (FileChannel channel = FileChannel.open(files.get(index))) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer, done[index]) > 0) {
                done[index] += buffer.position();
                target.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            target.flush();
        }
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
