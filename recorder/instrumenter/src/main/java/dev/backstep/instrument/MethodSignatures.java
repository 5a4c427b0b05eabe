package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;

/** Reads the descriptors of a class's methods from its bytes. Also runs inside the debuggee. */
final class MethodSignatures {
    private MethodSignatures() { }

    static void addTo(ClassFacts facts, ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        for (int kind = 0; kind < 2; kind++) {
            int count = reader.readUnsignedShort(at);
            at += 2;
            for (int i = 0; i < count; i++) {
                if (kind == 1) {
                    facts.addSignature(reader.readUTF8(at + 4, buffer));
                }
                int attributes = reader.readUnsignedShort(at + 6);
                at += 8;
                for (int k = 0; k < attributes; k++) {
                    at += 6 + reader.readInt(at + 2);
                }
            }
        }
    }
}
