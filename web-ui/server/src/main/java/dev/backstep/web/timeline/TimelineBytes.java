package dev.backstep.web.timeline;

import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import dev.backstep.web.json.JacksonJr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A part of the timeline, laid out so that a browser reads it by typed arrays without copying. Little-endian; each array begins at a
 * multiple of 8.
 *
 * <pre>
 *   header  u32 magic 0x4c545342 "BSTL"   u32 version 2   u32 lanes   u32 marks   u32 clock   u32 length of texts   u32 axis   u32 0
 *   whole   f64 end   f64 events
 *   clock   f64 step[clock]   f64 nanos[clock]
 *   marks   f64 step[marks]   i32 thread[marks]   u32 count[marks]   u8 kind[marks]
 *   texts   JSON, an array of strings, one for each mark; length 0 if they were not asked for
 *   lane    i32 thread   u32 spans   u32 length of name   u32 0   f64 from[spans]   f64 to[spans]   u8 state[spans]   UTF-8 name
 * </pre>
 *
 * The axis is 0 for steps, 1 for ticks (of a first look: then all that is called a step here counts ticks); the end is that of the whole
 * recording. Steps are doubles: exact up to 2^53, and what JavaScript calculates with.
 */
public final class TimelineBytes {
    public static final String MEDIA_TYPE = "application/vnd.backstep.timeline";
    private static final int MAGIC = 0x4c545342;
    private static final int HEADER_BYTES = 48;
    private static final int VERSION = 2;

    private TimelineBytes() { }

    /** A slice of a recording. */
    public static byte[] of(Overview overview, TimelineSlice slice, boolean withTexts) {
        return of(new FirstLook(FirstLook.Axis.STEPS, overview.end().step(), overview.events(), slice), withTexts);
    }

    public static byte[] of(FirstLook look) {
        return of(look, false);
    }

    private static byte[] of(FirstLook look, boolean withTexts) {
        TimelineSlice slice = look.picture();
        Marks marks = slice.marks();
        byte[] texts = withTexts ? utf8(JacksonJr.text(List.of(marks.text()))) : new byte[0];
        List<byte[]> names = slice.threads().stream().map(lane -> utf8(lane.name())).toList();
        ByteBuffer out = ByteBuffer.allocate(length(slice, texts, names)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION);
        out.putInt(slice.threads().size()).putInt(marks.step().length).putInt(slice.clockSteps().length).putInt(texts.length);
        out.putInt(look.axis().ordinal()).putInt(0).putDouble(look.end()).putDouble(look.events());
        put(out, slice.clockSteps());
        put(out, slice.clockNanos());
        put(out, marks.step());
        put(out, marks.thread());
        put(out, marks.count());
        put(out, marks.kind());
        put(out, texts);
        for (int i = 0; i < names.size(); i++) {
            ThreadLane lane = slice.threads().get(i);
            out.putInt(lane.thread()).putInt(lane.from().length).putInt(names.get(i).length).putInt(0);
            put(out, lane.from());
            put(out, lane.to());
            put(out, lane.state());
            put(out, names.get(i));
        }
        return out.array();
    }

    private static int length(TimelineSlice slice, byte[] texts, List<byte[]> names) {
        int marks = slice.marks().step().length;
        long length = HEADER_BYTES + 16L * slice.clockSteps().length + 8L * marks + 2 * aligned(4L * marks) + aligned(marks) + aligned(texts.length);
        for (int i = 0; i < names.size(); i++) {
            int spans = slice.threads().get(i).from().length;
            length += 16 + 16L * spans + aligned(spans) + aligned(names.get(i).length);
        }
        return Math.toIntExact(length);
    }

    private static long aligned(long length) {
        return length + 7 & ~7L;
    }

    private static void align(ByteBuffer out) {
        out.position((int) aligned(out.position()));
    }

    private static void put(ByteBuffer out, long[] values) {
        for (long value : values) {
            out.putDouble(value);
        }
    }

    private static void put(ByteBuffer out, int[] values) {
        for (int value : values) {
            out.putInt(value);
        }
        align(out);
    }

    private static void put(ByteBuffer out, byte[] values) {
        out.put(values);
        align(out);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
