package dev.backstep.recording;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A value in the payload of an event: what a native returned, filled in or was called with. */
public sealed interface Value {
    /** The Java {@code null}. */
    record Null() implements Value {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** Any integral number, {@code boolean}s and {@code char}s too; floating point as its bits. */
    record Number(long value) implements Value {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /**
     * Bytes that came from outside.
     *
     * @param lengthBytes in the log
     * @param held the bytes; of more than {@value ValueReader#MAX_HELD} only the first
     */
    record Bytes(long lengthBytes, byte[] held) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && lengthBytes == that.lengthBytes && Arrays.equals(held, that.held);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(held);
        }

        @Override
        public String toString() {
            return lengthBytes + " bytes";
        }
    }

    /**
     * A string.
     *
     * @param lengthChars in the log
     * @param held the string; of more than {@value ValueReader#MAX_HELD} characters only the first
     */
    record Text(long lengthChars, String held) implements Value {
        @Override
        public String toString() {
            return '"' + held + '"';
        }
    }

    /** An array of objects. */
    record ObjectArray(String componentClass, List<Value> elements) implements Value {
        public ObjectArray {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return componentClass + elements;
        }
    }

    /**
     * An array of {@code int}s or {@code long}s.
     *
     * @param length in the log
     * @param held the numbers; of more than {@value ValueReader#MAX_HELD} only the first
     */
    record NumberArray(Component component, long length, long[] held) implements Value {
        /** What the program sees as the element type. */
        public enum Component { INT, LONG }

        @Override
        public boolean equals(Object other) {
            return other instanceof NumberArray that && component == that.component && length == that.length
                    && Arrays.equals(held, that.held);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(held);
        }

        @Override
        public String toString() {
            return Arrays.toString(held);
        }
    }

    /**
     * An object that a native made, field by field.
     *
     * @param className null for an object that the program passed in and the native filled
     */
    record Fields(String className, List<Value> values) implements Value {
        public Fields {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return (className == null ? "" : className) + values;
        }
    }

    /** An object that appeared in the same value before: the index-th, counted from 0. */
    record Seen(long index) implements Value {
        @Override
        public String toString() {
            return "object " + index;
        }
    }

    /** A constant of an enum. */
    record EnumConstant(String className, String name) implements Value {
        @Override
        public String toString() {
            return className + "." + name;
        }
    }

    /** Digest of data that the program passed in; a replay must compute the same. */
    record Check(int digest) implements Value {
        @Override
        public String toString() {
            return "check:" + HexFormat.of().toHexDigits(digest);
        }
    }

    /** What the native was called with; a replay must pass the same. */
    record Argument(Value value) implements Value {
        @Override
        public String toString() {
            return "argument:" + value;
        }
    }
}
