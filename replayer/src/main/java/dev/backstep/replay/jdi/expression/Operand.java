package dev.backstep.replay.jdi.expression;

import com.sun.jdi.Type;
import com.sun.jdi.Value;

/**
 * What a part of an expression came to.
 *
 * @param value null for {@code null}
 * @param type the static one as far as it is known, else that of the value; null for the type of {@code null}
 */
public record Operand(Value value, Type type) implements Meaning {
    static Operand of(Value value) {
        return new Operand(value, value == null ? null : value.type());
    }
}
