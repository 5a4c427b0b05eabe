package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ReferenceType;

/** What a name or a qualified name means: a value, a class or the beginning of a package. */
sealed interface Meaning permits Operand, Meaning.OfClass, Meaning.OfPackage {
    /** A class. */
    record OfClass(ReferenceType type) implements Meaning { }

    /** A package, or what could be one: {@code java.util}. */
    record OfPackage(String name) implements Meaning { }
}
