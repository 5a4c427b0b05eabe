package dev.backstep.recording;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes an event log by the letter of {@code docs/recording-format.md}, on its own and without the code under test. Knows
 * nothing of the runtime's writer, so the two are a check on each other.
 */
public final class EventWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int thread;
    private int nextThread;
    private long nextTickDelta;
    private long tickCount;
    private long eventCount;
    private long nanoTime;

    /** The next events happen to this thread. */
    public EventWriter thread(int id) {
        nextThread = id;
        return this;
    }

    /** Ticks pass before the next event. */
    public EventWriter ticks(long delta) {
        nextTickDelta += delta;
        return this;
    }

    /** An event with any payload. */
    public EventWriter event(int kind, Consumer<EventWriter> payload) {
        bytes.write(nextThread == thread ? kind : kind | 0x80);
        if (nextThread != thread) {
            varint(nextThread);
            thread = nextThread;
        }
        varint(nextTickDelta);
        tickCount += nextTickDelta;
        nextTickDelta = 0;
        payload.accept(this);
        eventCount++;
        return this;
    }

    public EventWriter properties(Map<String, String> properties) {
        return event(1, w -> {
            w.varint(properties.size());
            properties.forEach((key, value) -> w.latin1(key).latin1(value));
        });
    }

    public EventWriter launch(int mode, String what) {
        return event(2, w -> w.varint(mode).latin1(what));
    }

    /** @param values written as given, END is added */
    public EventWriter returned(int hook, Consumer<EventWriter> values) {
        return event(3, w -> values.andThen(EventWriter::end).accept(w.varint(hook)));
    }

    public EventWriter threw(int hook, String className, String message) {
        return event(4, w -> {
            w.varint(hook).latin1(className);
            (message == null ? w.nothing() : w.latin1(message)).end();
        });
    }

    public EventWriter block(int hook) {
        return event(5, w -> w.varint(hook));
    }

    public EventWriter wake(long decisionDelta, int cause) {
        return event(6, w -> w.varint(decisionDelta).bytes.write(cause));
    }

    public EventWriter nanoTime(long nanos) {
        long delta = nanos - nanoTime;
        nanoTime = nanos;
        return event(7, w -> w.zigzag(delta));
    }

    public EventWriter exit(long status) {
        return event(16, w -> w.zigzag(status));
    }

    public EventWriter threadStart(int child, String name) {
        return event(20, w -> w.varint(child).latin1(name));
    }

    public EventWriter varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    public EventWriter zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    public EventWriter fourBytes(int value) {
        for (int i = 0; i < 4; i++) {
            bytes.write(value >>> (8 * i));
        }
        return this;
    }

    public EventWriter raw(int value) {
        bytes.write(value);
        return this;
    }

    public EventWriter end() {
        return raw(0);
    }

    public EventWriter nothing() {
        return raw(1);
    }

    public EventWriter number(long value) {
        return raw(2).zigzag(value);
    }

    public EventWriter bytes(byte[] value) {
        raw(3).varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    public EventWriter latin1(String value) {
        raw(4).varint(value.length());
        bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public EventWriter utf16(String value) {
        raw(5).varint(value.length());
        value.chars().forEach(c -> raw(c).raw(c >>> 8));
        return this;
    }

    /** Head of an object array; its elements are written next. */
    public EventWriter objectArray(String componentClass, int length) {
        return raw(6).latin1(componentClass).varint(length);
    }

    public EventWriter longs(long... values) {
        raw(7).varint(values.length);
        for (long value : values) {
            zigzag(value);
        }
        return this;
    }

    public EventWriter ints(int... values) {
        raw(8).varint(values.length);
        for (int value : values) {
            zigzag(value);
        }
        return this;
    }

    /** Head of an object; its fields are written next. */
    public EventWriter object(String className, int fieldCount) {
        return raw(9).latin1(className).varint(fieldCount);
    }

    public EventWriter check(int digest) {
        return raw(10).fourBytes(digest);
    }

    /** Head of an argument; its value is written next. */
    public EventWriter argument() {
        return raw(11);
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    public long eventCount() {
        return eventCount;
    }

    public long tickCount() {
        return tickCount;
    }
}
