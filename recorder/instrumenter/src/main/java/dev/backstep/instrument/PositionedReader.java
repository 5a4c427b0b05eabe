package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;

/** Knows which instruction is being visited. Also runs inside the debuggee. */
final class PositionedReader extends ClassReader {
    /** Of the instruction in the code of its method. */
    int offset;

    PositionedReader(byte[] classFile, int offset, int length) {
        super(classFile, offset, length);
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
        offset = bytecodeOffset;
    }
}
