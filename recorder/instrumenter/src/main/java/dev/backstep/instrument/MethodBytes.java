package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Finds the methods of a class in its bytes (JVMS 4.1). Also runs inside the debuggee. */
final class MethodBytes {
    private MethodBytes() { }

    /** @return where the first method begins; their number stands before it */
    static int methods(ClassReader reader) {
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = next(reader, at);
        }
        return at + 2;
    }

    /** @return where the member after the one at {@code at} begins */
    static int next(ClassReader reader, int at) {
        int attributes = reader.readUnsignedShort(at + 6);
        at += 8;
        for (int i = 0; i < attributes; i++) {
            at += 6 + reader.readInt(at + 2);
        }
        return at;
    }

    /** @return whether there is a method that is neither abstract nor static (JVMS 5.5) */
    static boolean hasInstanceCode(ClassReader reader) {
        int at = methods(reader);
        for (int i = reader.readUnsignedShort(at - 2); i > 0; i--) {
            if ((reader.readUnsignedShort(at) & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0) {
                return true;
            }
            at = next(reader, at);
        }
        return false;
    }

    static boolean has(ClassReader reader, String name, char[] buffer) {
        int at = methods(reader);
        for (int i = reader.readUnsignedShort(at - 2); i > 0; i--) {
            if (reader.readUTF8(at + 2, buffer).equals(name)) {
                return true;
            }
            at = next(reader, at);
        }
        return false;
    }

    /** @return where the content of a method's attribute Code begins, 0 if it has none */
    static int code(ClassReader reader, int at, char[] buffer) {
        return attribute(reader, at, "Code", buffer);
    }

    /** @return where the content of a method's attribute Exceptions begins, 0 if it has none */
    static int exceptions(ClassReader reader, int at, char[] buffer) {
        return attribute(reader, at, "Exceptions", buffer);
    }

    private static int attribute(ClassReader reader, int at, String name, char[] buffer) {
        int attributes = reader.readUnsignedShort(at + 6);
        int attribute = at + 8;
        for (int i = 0; i < attributes; i++) {
            if (reader.readUTF8(attribute, buffer).equals(name)) {
                return attribute + 6;
            }
            attribute += 6 + reader.readInt(attribute + 2);
        }
        return 0;
    }
}
