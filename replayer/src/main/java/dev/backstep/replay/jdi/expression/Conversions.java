package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ClassType;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveType;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import java.util.List;

/** Conversions between types (JLS 5). Boxing runs {@code valueOf} in the program; all else runs nothing. */
final class Conversions {
    private final Machine machine;
    private final Arithmetic arithmetic;

    Conversions(Machine machine) {
        this.machine = machine;
        this.arithmetic = new Arithmetic(machine.vm());
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    /** For a variable or parameter. Integers that fit are narrowed, as constants are. */
    Value assigned(Operand from, String to) {
        if (Primitives.is(to)) {
            PrimitiveValue primitive = primitive(from, "be " + TypeNames.of(to));
            String type = primitive.type().name();
            if (Primitives.widens(type, to)) {
                return arithmetic.convert(primitive, to);
            }
            if (!type.equals("boolean") && !to.equals("boolean") && isSmall(to) && Primitives.widens(type, "int")
                    && ((PrimitiveValue) arithmetic.convert(primitive, to)).intValue() == primitive.intValue()) {
                return arithmetic.convert(primitive, to);
            }
            throw new SessionException("A value of type " + type + " does not fit into " + to + "; cast it.");
        }
        if (from.value() instanceof PrimitiveValue primitive) {
            return box(narrowedFor(primitive, to), to);
        }
        if (from.value() != null && !Subtypes.isSubtype(from.value().type(), to)) {
            throw new SessionException("A value of type " + TypeNames.of(from.value().type()) + " is no " + TypeNames.of(to) + ".");
        }
        return from.value();
    }

    private static boolean isSmall(String type) {
        return type.equals("byte") || type.equals("short") || type.equals("char");
    }

    /** {@code Byte b = 1} is allowed: a constant that fits. */
    private PrimitiveValue narrowedFor(PrimitiveValue value, String box) {
        String unboxed = Primitives.unboxedOf(box);
        boolean narrows = unboxed != null && isSmall(unboxed) && value.type().name().equals("int")
                && ((PrimitiveValue) arithmetic.convert(value, unboxed)).intValue() == value.intValue();
        return narrows ? (PrimitiveValue) arithmetic.convert(value, unboxed) : value;
    }

    private ObjectReference box(PrimitiveValue value, String to) {
        String box = Primitives.boxOf(value.type().name());
        ReferenceType type = machine.classes().boot(box);
        if (!Subtypes.isSubtype(type, to)) {
            throw new SessionException("A value of type " + value.type().name() + " is no " + TypeNames.of(to) + ".");
        }
        String signature = "(" + value.type().signature() + ")L" + box.replace('.', '/') + ";";
        return (ObjectReference) machine.invoker().callStatic(machine.classes().method(type, "valueOf", signature), List.of(value));
    }

    /** The value itself, or boxed if it is primitive. */
    ObjectReference reference(Operand operand) {
        return operand.value() instanceof PrimitiveValue primitive ? box(primitive, "java.lang.Object") : (ObjectReference) operand.value();
    }

    /** @param purpose completes the sentence "it cannot …" */
    PrimitiveValue primitive(Operand operand, String purpose) {
        if (operand.value() == null) {
            throw new SessionException("The value is null and cannot " + purpose + ".");
        }
        return Primitives.unbox(operand.value())
                .orElseThrow(() -> new SessionException("A value of type " + TypeNames.of(operand.value().type()) + " cannot " + purpose + "."));
    }

    boolean truth(Operand operand) {
        PrimitiveValue value = primitive(operand, "be a condition");
        if (!value.type().name().equals("boolean")) {
            throw new SessionException("A value of type " + value.type().name() + " cannot be a condition.");
        }
        return value.booleanValue();
    }

    /** A cast. */
    Operand cast(Operand operand, Type to) {
        if (to instanceof PrimitiveType) {
            return new Operand(arithmetic.convert(primitive(operand, "be cast to " + to.name()), to.name()), to);
        }
        if (operand.value() instanceof PrimitiveValue primitive) {
            return new Operand(box(primitive, to.name()), to);
        }
        if (operand.value() != null && !Subtypes.isSubtype(operand.value().type(), to.name())) {
            throw new SessionException("A value of type " + TypeNames.of(operand.value().type()) + " cannot be cast to " + TypeNames.of(to) + ".");
        }
        return new Operand(operand.value(), to);
    }

    /** As string concatenation writes it; runs {@code toString} of objects. */
    String text(Value value) {
        return switch (value) {
            case null -> "null";
            case com.sun.jdi.StringReference string -> string.value();
            case PrimitiveValue primitive -> primitive.toString();
            case ObjectReference object -> Primitives.unbox(object).map(Object::toString).orElseGet(() -> asked(object));
            default -> value.toString();
        };
    }

    private String asked(ObjectReference object) {
        Classes classes = machine.classes();
        ReferenceType type = object.referenceType() instanceof ClassType c ? c : classes.object();
        Value text = machine.invoker().call(object, classes.method(type, "toString", "()Ljava/lang/String;"), List.of());
        return text == null ? "null" : ((com.sun.jdi.StringReference) text).value();
    }
}
