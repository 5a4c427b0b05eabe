package dev.backstep.replay.query;

import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Pictures of whole surveys as small files beside them, so that the first look needs not read a million marks. Layout: CRC-32C of what
 * follows (8), version (4), end, events (8 each), lanes, marks, clock; arrays and texts behind their lengths; all big-endian.
 */
final class KeptLooks {
    /** Marks and spans of a lane that are kept. */
    static final int MOST = 4096;
    private static final int VERSION = 1;

    private KeptLooks() { }

    static byte[] bytes(FirstLook look) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        TimelineSlice picture = look.picture();
        out.writeInt(VERSION);
        out.writeLong(look.end());
        out.writeLong(look.events());
        out.writeInt(picture.threads().size());
        for (ThreadLane lane : picture.threads()) {
            out.writeInt(lane.thread());
            out.writeUTF(lane.name().length() > 1000 ? lane.name().substring(0, 1000) : lane.name());
            put(out, lane.from());
            put(out, lane.to());
            out.write(lane.state());
        }
        put(out, picture.marks().step());
        for (int i = 0; i < picture.marks().step().length; i++) {
            out.writeInt(picture.marks().thread()[i]);
            out.writeByte(picture.marks().kind()[i]);
            out.writeInt(picture.marks().count()[i]);
        }
        put(out, picture.clockSteps());
        put(out, picture.clockNanos());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new DataOutputStream(file).writeLong(crc(body.toByteArray(), 0));
        body.writeTo(file);
        return file.toByteArray();
    }

    /** @return empty if there is none, or it is damaged or of another version */
    static Optional<FirstLook> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readLong() != crc(bytes, Long.BYTES) || in.readInt() != VERSION) {
                return Optional.empty();
            }
            return Optional.of(look(in));
        } catch (IOException e) {
            return Optional.empty();    // the survey itself is read then
        }
    }

    private static FirstLook look(DataInputStream in) throws IOException {
        long end = in.readLong();
        long events = in.readLong();
        List<ThreadLane> lanes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int thread = in.readInt();
            String name = in.readUTF();
            long[] from = longs(in);
            lanes.add(new ThreadLane(thread, name, from, longs(in), in.readNBytes(from.length)));
        }
        long[] steps = longs(in);
        int[] threads = new int[steps.length];
        byte[] kinds = new byte[steps.length];
        int[] counts = new int[steps.length];
        String[] texts = new String[steps.length];
        for (int i = 0; i < steps.length; i++) {
            threads[i] = in.readInt();
            kinds[i] = in.readByte();
            counts[i] = in.readInt();
            texts[i] = "";
        }
        return new FirstLook(FirstLook.Axis.STEPS, end, events, new TimelineSlice(lanes, new Marks(steps, threads, kinds, counts, texts), longs(in), longs(in)));
    }

    private static long crc(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return crc.getValue();
    }

    private static void put(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }
}
