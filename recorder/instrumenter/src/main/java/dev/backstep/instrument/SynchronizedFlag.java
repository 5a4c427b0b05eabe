package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;

/**
 * A method that was {@code synchronized} must still say so to reflection. The VM keeps the flag {@code strictfp}, which
 * means nothing since class file version 60 (JEP 306): it stands in, and {@code Method.getModifiers} turns it back.
 */
final class SynchronizedFlag {
    private static final int FIRST_VERSION = Opcodes.V17;

    private SynchronizedFlag() { }

    static int marker(int classVersion) {
        return (classVersion & 0xffff) >= FIRST_VERSION ? Opcodes.ACC_STRICT : 0;
    }
}
