package dev.backstep.replay.query;

import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the log alone tells about a run: which threads there were, and when each had events. Read in one go, without a replay. The
 * moments are ticks; steps are counted by replays only.
 */
final class LogOutline {
    private static final int MAIN = 0;
    /** One for each pixel of a wide screen. */
    private static final int BUCKETS = 4096;
    private static final long[] NO_SPANS = new long[0];

    private final Map<Integer, String> names = new TreeMap<>(Map.of(MAIN, "main"));
    /** For each thread how many events it had in each bucket. */
    private final Map<Integer, int[]> counts = new TreeMap<>();
    private final LongArray clockTicks = new LongArray();
    private final LongArray clockNanos = new LongArray();
    private long bucketTicks = 1;
    private long lastTick;
    private long events;

    private LogOutline() { }

    static FirstLook read(EventReader log) throws IOException {
        LogOutline outline = new LogOutline();
        outline.clockTicks.add(0);
        outline.clockNanos.add(0);
        try {
            for (Event event = log.next(); event != null; event = log.next()) {
                outline.add(event);
            }
        } catch (CorruptRecordingException e) {
            // Replays end there, too; the session says so.
        }
        return new FirstLook(FirstLook.Axis.TICKS, outline.lastTick, outline.events, outline.picture());
    }

    private void add(Event event) {
        events++;
        lastTick = event.position().tick();
        while (lastTick / bucketTicks >= BUCKETS) {
            counts.values().forEach(LogOutline::halve);
            bucketTicks *= 2;
        }
        switch (event) {
            case Event.Clock clock -> {
                clockTicks.add(lastTick);
                clockNanos.add(clock.nanos());
            }
            case Event.ThreadStart start -> {
                names.put(start.child(), start.name() == null ? "thread " + start.child() : start.name());
                count(event.position().thread());
            }
            default -> count(event.position().thread());
        }
    }

    private void count(int thread) {
        counts.computeIfAbsent(thread, _ -> new int[BUCKETS])[(int) (lastTick / bucketTicks)]++;
    }

    private static void halve(int[] buckets) {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = i < BUCKETS / 2 ? buckets[2 * i] + buckets[2 * i + 1] : 0;
        }
    }

    /** The program's threads; the VM has others, which have events, too. */
    private TimelineSlice picture() {
        List<ThreadLane> lanes = names.entrySet().stream()
                .map(thread -> new ThreadLane(thread.getKey(), thread.getValue(), NO_SPANS, NO_SPANS, new byte[0])).toList();
        LongArray ticks = new LongArray();
        LongArray threads = new LongArray();
        LongArray sizes = new LongArray();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (int thread : names.keySet()) {
                int[] of = counts.get(thread);
                if (of != null && of[bucket] > 0) {
                    ticks.add(bucket * bucketTicks);
                    threads.add(thread);
                    sizes.add(of[bucket]);
                }
            }
        }
        int size = ticks.size();
        byte[] kinds = new byte[size];
        Arrays.fill(kinds, (byte) MarkKind.EVENT.ordinal());
        String[] texts = new String[size];
        Arrays.fill(texts, "");
        RecordedClock clock = new RecordedClock(clockTicks.toArray(), clockNanos.toArray()).part(0, Long.MAX_VALUE, BUCKETS);
        return new TimelineSlice(lanes, new Marks(ticks.toArray(), ints(threads), kinds, ints(sizes), texts), clock.steps(), clock.nanos());
    }

    private static int[] ints(LongArray values) {
        return IntStream.range(0, values.size()).map(i -> (int) values.get(i)).toArray();
    }
}
