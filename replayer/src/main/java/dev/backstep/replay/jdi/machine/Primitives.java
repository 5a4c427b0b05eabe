package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveType;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import java.util.Map;
import java.util.Optional;

/** Primitive types and their boxes. */
public final class Primitives {
    private static final Map<String, String> BOXES = Map.of("boolean", "java.lang.Boolean", "byte", "java.lang.Byte",
            "char", "java.lang.Character", "short", "java.lang.Short", "int", "java.lang.Integer", "long", "java.lang.Long",
            "float", "java.lang.Float", "double", "java.lang.Double", "void", "java.lang.Void");
    /** What each can be widened to, JLS 5.1.2. */
    private static final Map<String, String> WIDER = Map.of("byte", "short int long float double", "short", "int long float double",
            "char", "int long float double", "int", "long float double", "long", "float double", "float", "double");

    private Primitives() { }

    public static boolean is(String name) {
        return BOXES.containsKey(name) && !name.equals("void");
    }

    /** @return the box of a primitive type */
    public static String boxOf(String primitive) {
        return BOXES.get(primitive);
    }

    /** @return the primitive type of a box, or null if it is none */
    public static String unboxedOf(String box) {
        for (Map.Entry<String, String> entry : BOXES.entrySet()) {
            if (entry.getValue().equals(box)) {
                return entry.getKey();
            }
        }
        return null;
    }

    public static boolean widens(String from, String to) {
        return from.equals(to) || WIDER.containsKey(from) && (" " + WIDER.get(from) + " ").contains(" " + to + " ");
    }

    /** @return the primitive in a box, read without running code; the value itself if it is one; empty otherwise */
    public static Optional<PrimitiveValue> unbox(Value value) {
        if (value instanceof PrimitiveValue primitive) {
            return Optional.of(primitive);
        }
        if (value instanceof ObjectReference box) {
            String primitive = unboxedOf(box.referenceType().name());
            if (primitive != null && Fields.read(box, "value") instanceof PrimitiveValue inside) {
                return Optional.of(inside);
            }
        }
        return Optional.empty();
    }

    /** @return the name of the primitive type that {@code type} is or boxes; null if neither */
    public static String unboxed(Type type) {
        return type == null ? null : type instanceof PrimitiveType ? type.name() : unboxedOf(type.name());
    }
}
