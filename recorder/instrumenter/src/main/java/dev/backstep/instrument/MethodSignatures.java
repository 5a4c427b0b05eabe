package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;

/** Reads the descriptors of a class's methods from its bytes. Also runs inside the debuggee. */
final class MethodSignatures {
    private MethodSignatures() { }

    static void addTo(ClassFacts facts, ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = MethodBytes.methods(reader);
        int count = reader.readUnsignedShort(at - 2);
        for (int i = 0; i < count; i++) {
            facts.addSignature(reader.readUTF8(at + 4, buffer));
            at = MethodBytes.next(reader, at);
        }
    }
}
