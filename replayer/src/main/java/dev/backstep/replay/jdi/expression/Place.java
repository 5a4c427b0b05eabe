package dev.backstep.replay.jdi.expression;

import com.sun.jdi.Value;

/** Something that can be assigned to. */
interface Place {
    Operand get();

    /** @param value already of the right type */
    void set(Value value);

    /** As the debug interface writes it: {@code int[]}, {@code java.lang.String}. */
    String typeName();
}
