package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What another process wants of a program that is being recorded: left in the header, where the program finds it. */
public final class RecordingWish {
    private RecordingWish() { }

    /**
     * Wishes for a checkpoint. The program makes it an event as soon as it runs.
     *
     * @param label its first {@value RecordingLayout#MOST_WISH_CHARS} characters count
     * @throws IOException if the recording may not be written
     */
    public static void add(Path recording, String label) throws IOException {
        int length = Math.min(label.length(), RecordingLayout.MOST_WISH_CHARS);
        ByteBuffer text = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * length).order(ByteOrder.LITTLE_ENDIAN);
        text.putInt(length);
        for (int i = 0; i < length; i++) {
            text.putChar(label.charAt(i));
        }
        try (FileChannel channel = FileChannel.open(recording, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Channels.writeFully(channel, RecordingLayout.WISH_LABEL_OFFSET, text.flip());
            ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Channels.readUpTo(channel, RecordingLayout.WISH_COUNT_OFFSET, count);
            count.putInt(0, count.getInt(0) + 1).rewind();
            Channels.writeFully(channel, RecordingLayout.WISH_COUNT_OFFSET, count);
        }
    }
}
