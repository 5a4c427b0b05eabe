package dev.backstep.replay.jdi.value;

import com.sun.jdi.ByteValue;
import com.sun.jdi.CharValue;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.LongValue;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ShortValue;

/** Primitive values for people. */
final class PrimitiveTexts {
    private PrimitiveTexts() { }

    static String of(PrimitiveValue value, boolean hex) {
        if (value instanceof CharValue c) {
            return Quoted.character(c.value()) + (hex ? " 0x" + Integer.toHexString(c.value()) : "");
        }
        if (!hex) {
            return value.toString();
        }
        return switch (value) {
            case ByteValue b -> "0x" + Integer.toHexString(b.value() & 0xff);
            case ShortValue s -> "0x" + Integer.toHexString(s.value() & 0xffff);
            case IntegerValue i -> "0x" + Integer.toHexString(i.value());
            case LongValue l -> "0x" + Long.toHexString(l.value());
            default -> value.toString();
        };
    }
}
