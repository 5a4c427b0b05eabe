package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassType;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.PrimitiveType;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.Primitives;

/**
 * Which reference types are subtypes of which. Supertypes of a loaded class are loaded, those that are only mentioned in
 * signatures need not be: so they are compared by name.
 */
final class Subtypes {
    private Subtypes() { }

    /** @param type null for the type of {@code null} */
    static boolean isSubtype(Type type, String of) {
        if (Primitives.is(of)) {
            return false;
        }
        return switch (type) {
            case null -> true;
            case ClassType c -> isSubclass(c, of);
            case InterfaceType i -> of.equals("java.lang.Object") || isSubinterface(i, of);
            case ArrayType a -> isSubtypeOfArray(a, of);
            default -> false;
        };
    }

    private static boolean isSubclass(ClassType type, String of) {
        for (ClassType t = type; t != null; t = t.superclass()) {
            if (t.name().equals(of)) {
                return true;
            }
        }
        for (InterfaceType each : type.allInterfaces()) {
            if (each.name().equals(of)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSubinterface(InterfaceType type, String of) {
        if (type.name().equals(of)) {
            return true;
        }
        for (InterfaceType each : type.superinterfaces()) {
            if (isSubinterface(each, of)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSubtypeOfArray(ArrayType type, String of) {
        if (of.equals("java.lang.Object") || of.equals("java.lang.Cloneable") || of.equals("java.io.Serializable")) {
            return true;
        }
        if (!of.endsWith("[]")) {
            return false;
        }
        String component = of.substring(0, of.length() - 2);
        if (type.componentTypeName().equals(component)) {
            return true;
        }
        return componentOf(type) instanceof ReferenceType own && isSubtype(own, component);
    }

    private static Type componentOf(ArrayType type) {
        try {
            return type.componentType();
        } catch (com.sun.jdi.ClassNotLoadedException e) {
            return null;    // then it is a subtype of itself only, which was asked before
        }
    }

    static boolean isPrimitive(Type type) {
        return type instanceof PrimitiveType;
    }
}
