package dev.backstep.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the event log from its beginning to the end of what was committed when the recording was opened.
 *
 * <p>Each event carries absolute numbers, so events can only be read in order. Not thread-safe.
 */
public final class EventReader {
    /** Highest signal number of Linux. */
    private static final int MOST_SIGNALS = 64;

    private static final List<String> PARTS_OF_FRAMES =
            List.of("class loader", "module", "module version", "class", "method", "source file");

    private static final int KNOWN_BITS = EventCodes.KIND_MASK | EventCodes.THREAD_FOLLOWS;

    private final LogInput input;
    private final ValueReader values;

    private long index;
    private int thread;
    private long tick;
    private long decision;
    private long nanoTime;
    private long currentTimeMillis;
    private long look;
    private long clock;

    EventReader(LogInput input, LogStart start) {
        this.input = input;
        this.values = new ValueReader(input);
        index = start.index();
        thread = start.thread();
        tick = start.tick();
        decision = start.decision();
        nanoTime = start.nanoTime();
        currentTimeMillis = start.currentTimeMillis();
        look = start.look();
        clock = start.clock();
    }

    /** Where it is, for {@link Recording#events(LogStart)}. */
    public LogStart here() {
        return new LogStart(0, nextOffset(), index, thread, tick, decision, nanoTime, currentTimeMillis, look, clock);
    }

    /**
     * The next event.
     *
     * @return null at the end of the log
     * @throws CorruptRecordingException if the event is cut off or makes no sense; the reader is of no use then
     */
    public Event next() throws IOException {
        if (input.atCommittedEnd()) {
            return null;
        }
        long offset = input.offset();
        int first = input.readByte();
        int code = first & EventCodes.KIND_MASK;
        EventKind kind = EventKind.of(code).orElseThrow(() -> input.corrupt(offset, "no event has the kind " + code));
        if ((first & ~KNOWN_BITS) != 0) {
            throw input.corrupt(offset, "unknown bits in the kind of an event");
        }
        if ((first & EventCodes.THREAD_FOLLOWS) != 0) {
            thread = input.readIndex("thread id");
        }
        tick = advance(tick, "tick");
        Event event = read(kind, new EventPosition(index, offset, thread, tick));
        index++;
        return event;
    }

    /** Number of the event that {@link #next} reads next. */
    public long nextIndex() {
        return index;
    }

    /** Offset in the file of the event that {@link #next} reads next. */
    public long nextOffset() {
        return input.offset();
    }

    private Event read(EventKind kind, EventPosition position) throws IOException {
        return switch (kind) {
            case PROPERTIES -> new Event.Properties(position, properties());
            case LAUNCH -> new Event.Launch(position, input.readIndex("launch mode"), values.readTextOrNull("main class"));
            case RETURN -> new Event.Return(position, hook(), values.readUntilEnd());
            case THROW -> new Event.Throw(position, hook(), values.readText("exception"),
                    values.readTextOrNull("message"), values.readUntilEnd());
            case BLOCK -> new Event.Block(position, hook());
            case WAKE -> {
                decision = advance(decision, "scheduling decision");
                yield new Event.Wake(position, decision, cause());
            }
            case NANO_TIME -> new Event.NanoTime(position, nanoTime += input.readZigzag());
            case CURRENT_TIME_MILLIS ->
                    new Event.CurrentTimeMillis(position, currentTimeMillis += input.readZigzag());
            case TIME_ADJUSTMENT -> new Event.TimeAdjustment(position, input.readZigzag());
            case REFERENCE_CLEARED -> new Event.ReferenceCleared(position, look = advance(look, "look"));
            case REFERENCES_PENDING -> new Event.ReferencesPending(position, ids());
            case SIGNAL -> new Event.Signal(position, input.readIndex("signal"));
            case HASH_ALIGN -> new Event.HashAlign(position, input.readVarint());
            case WARNING -> new Event.Warning(position, values.readText("warning"));
            case DEADLOCK -> new Event.Deadlock(position, values.readText("deadlock"));
            case EXIT -> new Event.Exit(position, input.readZigzag());
            case RECORDING_STOPPED -> new Event.RecordingStopped(position, values.readText("reason"));
            case CLASS_NAME -> new Event.ClassName(position, values.readText("class name"));
            case CLOCK -> new Event.Clock(position, clock = advance(clock, "clock"));
            case THREAD_START ->
                    new Event.ThreadStart(position, input.readIndex("thread id"), values.readTextOrNull("thread name"));
            case DIGEST -> new Event.Digest(position, input.readInt());
            case CHECKPOINT_ASKED, CHECKPOINT_COMMANDED ->
                    new Event.CheckpointWanted(position, kind, values.readText("label"));
            case STACK_OVERFLOW, OUT_OF_MEMORY -> vmError(kind, position);
        };
    }

    private Event vmError(EventKind kind, EventPosition position) throws IOException {
        long decisions = input.readVarint();
        String message = values.readTextOrNull("message");
        input.readIndex("depth of the handler");
        String className = values.readTextOrNull("class");
        String method = null;
        long line = 0;
        long depth = 0;
        if (className != null) {
            method = values.readText("method");
            line = input.readZigzag();
            input.readIndex("bytecode index");
            depth = input.readIndex("depth");
            input.readIndex("number of callers");
            input.readZigzag();
        }
        input.readIndex("number of frames");
        long above = input.readCount("number of frames of the JDK", 8);
        for (long i = 0; i < above; i++) {
            for (String part : PARTS_OF_FRAMES) {
                values.readTextOrNull(part);
            }
            input.readZigzag();
            input.readByte();
        }
        input.readVarint();
        return new Event.VmError(position, kind, decisions, message, className, method, line, depth);
    }

    /** Adds a difference to a number that only grows. */
    private long advance(long from, String name) throws IOException {
        long start = input.offset();
        long delta = input.readVarint();
        if (delta < 0 || from + delta < 0) {
            throw input.corrupt(start, "impossible " + name);
        }
        return from + delta;
    }

    private int hook() throws IOException {
        return input.readIndex("hook id");
    }

    private Event.WakeCause cause() throws IOException {
        int code = input.readByte();
        return switch (code) {
            case EventCodes.CAUSE_RETURNED -> Event.WakeCause.RETURNED;
            case EventCodes.CAUSE_TIMEOUT -> Event.WakeCause.TIMEOUT;
            case EventCodes.CAUSE_PATIENCE -> Event.WakeCause.PATIENCE;
            case EventCodes.CAUSE_DESTROY -> Event.WakeCause.DESTROY;
            default -> {
                if (code <= EventCodes.CAUSE_SIGNAL || code > EventCodes.CAUSE_SIGNAL + MOST_SIGNALS) {
                    throw input.corrupt(input.offset() - 1, "no cause of a wake has the number " + code);
                }
                yield Event.WakeCause.SIGNAL;
            }
        };
    }

    private Map<String, String> properties() throws IOException {
        long count = input.readCount("property count", 2);
        Map<String, String> properties = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            properties.put(values.readText("property name"), values.readText("property value"));
        }
        return properties;
    }

    private List<Long> ids() throws IOException {
        long count = input.readCount("reference count", 1);
        List<Long> ids = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            ids.add(input.readVarint());
        }
        return ids;
    }
}
