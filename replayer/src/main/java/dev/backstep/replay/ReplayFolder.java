package dev.backstep.replay;

import dev.backstep.recording.SurveyLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder, ours alone, for the files that a replay needs beside the recording. */
public record ReplayFolder(Path path, Disposal disposal) implements AutoCloseable {
    /** What closing does. */
    public enum Disposal {
        DELETE,
        /** The folder itself stays: whoever made it deletes it. */
        EMPTY
    }

    public static ReplayFolder create() throws IOException {
        ReplayFolder folder = new ReplayFolder(Files.createTempDirectory("backstep-replay-"), Disposal.DELETE);     // 0700
        Files.createFile(folder.report());
        Files.write(folder.status(), new byte[Long.BYTES]);
        return folder;
    }

    static ReplayFolder in(Path parent, int number) throws IOException {
        ReplayFolder folder = new ReplayFolder(Files.createDirectory(parent.resolve(Integer.toString(number))), Disposal.EMPTY);
        Files.createFile(folder.report());
        Files.write(folder.answer(), SurveyLayout.header());     // a copy of a process has it open, behind its header
        return folder;
    }

    /** Written by the runtime when the replay ends. */
    public Path report() {
        return path.resolve("report");
    }

    /** Where a JVM that is not steered tells how many events it has met. */
    Path status() {
        return path.resolve("status");
    }

    /** How many events it had met when it died. */
    long eventsMet() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(status())).order(ByteOrder.nativeOrder()).getLong();
    }

    Path argumentFile() {
        return path.resolve("arguments");
    }

    /** Memory shared with a JVM that is steered, see {@code ControlLayout}. */
    public Path control() {
        return path.resolve("control");
    }

    /** What a steered JVM and its program print as errors. */
    public Path errors() {
        return path.resolve("errors");
    }

    /** What a steered JVM and its debug agent print. */
    public Path output() {
        return path.resolve("output");
    }

    /** What a JVM that was started for a question writes, if nobody names another file. */
    public Path answer() {
        return path.resolve("answer");
    }

    /** For what is intact of a damaged recording. */
    Path recording() {
        return path.resolve("recording");
    }

    /** A crashed JVM may have left a file of its own here, if this was its working directory. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        if (disposal == Disposal.DELETE) {
            Files.delete(path);
        }
    }

    /** As {@link #close}; what cannot be deleted stays. */
    public void delete() {
        try {
            close();
        } catch (IOException e) {
            // a few kilobytes stay in the temporary folder
        }
    }
}
