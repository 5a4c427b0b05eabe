package dev.backstep.recording;

import static dev.backstep.recording.EventCodes.TAG_ARGUMENT;
import static dev.backstep.recording.EventCodes.TAG_BYTES;
import static dev.backstep.recording.EventCodes.TAG_CHECK;
import static dev.backstep.recording.EventCodes.TAG_END;
import static dev.backstep.recording.EventCodes.TAG_INT_ARRAY;
import static dev.backstep.recording.EventCodes.TAG_LATIN1;
import static dev.backstep.recording.EventCodes.TAG_LONG_ARRAY;
import static dev.backstep.recording.EventCodes.TAG_NULL;
import static dev.backstep.recording.EventCodes.TAG_NUMBER;
import static dev.backstep.recording.EventCodes.TAG_OBJECT;
import static dev.backstep.recording.EventCodes.TAG_ENUM;
import static dev.backstep.recording.EventCodes.TAG_OBJECT_ARRAY;
import static dev.backstep.recording.EventCodes.TAG_SEEN;
import static dev.backstep.recording.EventCodes.TAG_UTF16;

import dev.backstep.recording.Value.NumberArray.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the tagged values of payloads. Lengths are checked before anything is allocated. */
final class ValueReader {
    /** Elements of one value that are kept in memory; the rest of a large read is skipped. */
    static final int MAX_HELD = 1 << 20;
    /** Natives return flat things: paths in arrays in objects. Deeper means damage, and would exhaust our stack. */
    private static final int MAX_DEPTH = 32;

    private final LogInput input;

    ValueReader(LogInput input) {
        this.input = input;
    }

    /** The values up to END, which is consumed. */
    List<Value> readUntilEnd() throws IOException {
        List<Value> values = new ArrayList<>();
        for (int tag = input.readByte(); tag != TAG_END; tag = input.readByte()) {
            values.add(read(tag, 0));
        }
        return values;
    }

    /** A value that must be a string, where the format says so. */
    String readText(String name) throws IOException {
        long start = input.offset();
        return read(input.readByte(), 0) instanceof Value.Text text ? text.held() : fail(start, name + " is no string");
    }

    /** A string, or null where the format allows it. */
    String readTextOrNull(String name) throws IOException {
        long start = input.offset();
        return textOrNull(read(input.readByte(), 0), start, name + " is no string");
    }

    private Value readNested(int depth) throws IOException {
        return read(input.readByte(), depth);
    }

    private Value read(int tag, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw input.corrupt(input.offset() - 1, "values are nested too deeply");
        }
        return switch (tag) {
            case TAG_NULL -> new Value.Null();
            case TAG_NUMBER -> new Value.Number(input.readZigzag());
            case TAG_BYTES -> bytes();
            case TAG_LATIN1 -> latin1();
            case TAG_UTF16 -> utf16();
            case TAG_OBJECT_ARRAY -> new Value.ObjectArray(className(depth), list("array length", depth));
            case TAG_LONG_ARRAY -> numbers(Component.LONG);
            case TAG_INT_ARRAY -> numbers(Component.INT);
            case TAG_OBJECT -> new Value.Fields(classNameOrNull(depth), list("field count", depth));
            case TAG_CHECK -> new Value.Check(input.readInt());
            case TAG_ARGUMENT -> new Value.Argument(readNested(depth + 1));
            case TAG_SEEN -> new Value.Seen(input.readVarint());
            case TAG_ENUM -> new Value.EnumConstant(className(depth), className(depth));
            default -> fail(input.offset() - 1, "no value has the tag " + tag);
        };
    }

    private Value bytes() throws IOException {
        long length = input.readCount("length", 1);
        byte[] held = input.readBytes((int) Math.min(length, MAX_HELD));
        input.skip(length - held.length);
        return new Value.Bytes(length, held);
    }

    private Value latin1() throws IOException {
        long length = input.readCount("string length", 1);
        byte[] held = input.readBytes((int) Math.min(length, MAX_HELD));
        input.skip(length - held.length);
        return new Value.Text(length, new String(held, StandardCharsets.ISO_8859_1));
    }

    private Value utf16() throws IOException {
        long length = input.readCount("string length", Character.BYTES);
        byte[] held = input.readBytes((int) Math.min(length, MAX_HELD) * Character.BYTES);
        input.skip(length * Character.BYTES - held.length);
        // Code unit by code unit: a decoder would replace lone surrogates.
        char[] chars = new char[held.length / Character.BYTES];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (held[2 * i] & 0xff | (held[2 * i + 1] & 0xff) << 8);
        }
        return new Value.Text(length, new String(chars));
    }

    private Value numbers(Component component) throws IOException {
        long length = input.readCount("array length", 1);
        long[] held = new long[(int) Math.min(length, 1024)];
        int count = 0;
        for (long i = 0; i < length; i++) {
            long number = input.readZigzag();
            if (count == MAX_HELD) {
                continue;
            }
            if (count == held.length) {
                held = Arrays.copyOf(held, 2 * held.length);
            }
            held[count++] = number;
        }
        return new Value.NumberArray(component, length, Arrays.copyOf(held, count));
    }

    private String className(int depth) throws IOException {
        long start = input.offset();
        return readNested(depth + 1) instanceof Value.Text text ? text.held() : fail(start, "class name is no string");
    }

    /** Null for an object that the program passed in, whose fields the native filled. */
    private String classNameOrNull(int depth) throws IOException {
        long start = input.offset();
        return textOrNull(readNested(depth + 1), start, "class name is no string");
    }

    /** Not a switch over types: each of those makes a class when it runs first, and {@code record} ends with reading the log. */
    private String textOrNull(Value value, long start, String problem) {
        if (value instanceof Value.Text text) {
            return text.held();
        }
        return value instanceof Value.Null ? null : fail(start, problem);
    }

    private List<Value> list(String name, int depth) throws IOException {
        long count = input.readCount(name, 1);
        List<Value> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(readNested(depth + 1));
        }
        return values;
    }

    private <T> T fail(long offset, String problem) {
        throw input.corrupt(offset, problem);
    }
}
