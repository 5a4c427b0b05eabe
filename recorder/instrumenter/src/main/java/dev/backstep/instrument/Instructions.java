package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;

/**
 * The code of one method as arrays with one element for each instruction. Short forms ({@code iload_1}, {@code goto_w},
 * {@code wide}) appear as the long ones.
 *
 * <p>Also runs inside the debuggee, mostly interpreted, for each method that is rewritten: hence no object per
 * instruction.
 */
final class Instructions {
    /** Bytes of each instruction from opcode 0 to 201, as characters; 0: variable (switches, wide). */
    private static final String LENGTHS = lengths();
    private static final int WIDE = 196;
    private static final int ILOAD_0 = 26;
    private static final int ISTORE_0 = 59;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    private final byte[] classFile;
    /** Of the first byte of code in the class file. */
    private final int start;
    final int codeLength;
    int count;
    /** From the first byte of code, in bytes. */
    final int[] offsets;
    final int[] opcodes;
    /** Index of the instruction that is jumped to, of a switch the first of them; -1 for none. */
    final int[] targets;
    /** Of fields, methods and new objects: index in the constant pool; of locals: number of the variable. */
    final int[] operands;
    final boolean[] isTarget;
    /** Entries of the exception table, in instructions. */
    final int[] tryStarts;
    final int[] tryEnds;
    final int[] handlers;

    /** @param at where the content of the attribute {@code Code} is in the class file (JVMS 4.7.3) */
    Instructions(byte[] classFile, int at) {
        this.classFile = classFile;
        start = at + 8;
        codeLength = readInt(classFile, at + 4);
        int[] indices = new int[codeLength + 1];
        offsets = new int[codeLength];
        for (int offset = 0; offset < codeLength; offset += length(classFile, start, offset)) {
            indices[offset] = count;
            offsets[count++] = offset;
        }
        indices[codeLength] = count;
        opcodes = new int[count];
        targets = new int[count];
        operands = new int[count];
        isTarget = new boolean[count + 1];
        for (int i = 0; i < count; i++) {
            decode(i, indices);
        }
        int table = start + codeLength;
        int entries = readShort(classFile, table);
        tryStarts = new int[entries];
        tryEnds = new int[entries];
        handlers = new int[entries];
        for (int i = 0; i < entries; i++) {
            tryStarts[i] = indices[readShort(classFile, table + 2 + 8 * i)];
            tryEnds[i] = indices[readShort(classFile, table + 4 + 8 * i)];
            handlers[i] = indices[readShort(classFile, table + 6 + 8 * i)];
            isTarget[handlers[i]] = true;
        }
    }

    private void decode(int i, int[] indices) {
        byte[] b = classFile;
        int at = start + offsets[i];
        int opcode = b[at] & 0xff;
        int operand = 0;
        int target = -1;
        if (opcode >= ILOAD_0 && opcode < Opcodes.IALOAD) {
            operand = (opcode - ILOAD_0) & 3;
            opcode = Opcodes.ILOAD + ((opcode - ILOAD_0) >> 2);
        } else if (opcode >= ISTORE_0 && opcode < Opcodes.IASTORE) {
            operand = (opcode - ISTORE_0) & 3;
            opcode = Opcodes.ISTORE + ((opcode - ISTORE_0) >> 2);
        } else if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE
                || opcode == Opcodes.IINC) {
            operand = b[at + 1] & 0xff;
        } else if (opcode == WIDE) {
            opcode = b[at + 1] & 0xff;
            operand = readShort(b, at + 2);
        } else if (isJump(opcode)) {
            target = jump(indices, offsets[i] + (short) readShort(b, at + 1));
        } else if (opcode == GOTO_W || opcode == JSR_W) {
            target = jump(indices, offsets[i] + readInt(b, at + 1));
            opcode -= GOTO_W - Opcodes.GOTO;
        } else if (opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH) {
            target = firstOfSwitch(i, opcode, indices);
        } else if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.NEW) {
            operand = readShort(b, at + 1);
        }
        opcodes[i] = opcode;
        operands[i] = operand;
        targets[i] = target;
    }

    private int jump(int[] indices, int offset) {
        int target = indices[offset];
        isTarget[target] = true;
        return target;
    }

    private int firstOfSwitch(int i, int opcode, int[] indices) {
        byte[] b = classFile;
        int from = offsets[i];
        int at = start + (from + 4 & ~3);
        int first = jump(indices, from + readInt(b, at));
        boolean table = opcode == Opcodes.TABLESWITCH;
        int entries = table ? readInt(b, at + 8) - readInt(b, at + 4) + 1 : readInt(b, at + 4);
        int entry = at + 12;   // lookupswitch: default, count, then pairs of match and target
        for (int k = 0; k < entries; k++) {
            first = Math.min(first, jump(indices, from + readInt(b, entry)));
            entry += table ? 4 : 8;
        }
        return first;
    }

    /** @return bytes of the instruction at {@code offset} of the code that begins at {@code start} */
    static int length(byte[] b, int start, int offset) {
        int opcode = b[start + offset] & 0xff;
        int length = LENGTHS.charAt(opcode);
        if (length != 0) {
            return length;
        }
        if (opcode == WIDE) {
            return (b[start + offset + 1] & 0xff) == Opcodes.IINC ? 6 : 4;
        }
        int padded = offset + 4 & ~3;
        int at = start + padded;
        int entries = opcode == Opcodes.TABLESWITCH ? 12 + 4 * (readInt(b, at + 8) - readInt(b, at + 4) + 1) : 8 + 8 * readInt(b, at + 4);
        return padded - offset + entries;
    }

    static int readShort(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    static int readInt(byte[] b, int at) {
        return readShort(b, at) << 16 | readShort(b, at + 2);
    }

    static boolean isJump(int opcode) {
        return opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR || opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
    }

    static boolean isSwitch(int opcode) {
        return opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH;
    }

    static boolean isCall(int opcode) {
        return opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE;
    }

    static boolean isArrayAllocation(int opcode) {
        return opcode == Opcodes.NEWARRAY || opcode == Opcodes.ANEWARRAY || opcode == Opcodes.MULTIANEWARRAY;
    }

    static boolean isFieldWrite(int opcode) {
        return opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    }

    private static String lengths() {
        char[] length = new char[202];
        for (int i = 0; i < length.length; i++) {
            length[i] = 1;
        }
        fill(length, 2, new int[] {16, 18, 188, 169});
        fill(length, 3, new int[] {17, 19, 20, 132, 187, 189, 192, 193, 198, 199});
        fill(length, 4, new int[] {197});
        fill(length, 5, new int[] {185, 186, GOTO_W, JSR_W});
        fill(length, 0, new int[] {Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, WIDE});
        fillRange(length, 2, Opcodes.ILOAD, Opcodes.ALOAD);
        fillRange(length, 2, Opcodes.ISTORE, Opcodes.ASTORE);
        fillRange(length, 3, Opcodes.IFEQ, Opcodes.JSR);
        fillRange(length, 3, Opcodes.GETSTATIC, Opcodes.INVOKESTATIC);
        return new String(length);
    }

    private static void fill(char[] length, int value, int[] opcodes) {
        for (int i = 0; i < opcodes.length; i++) {
            length[opcodes[i]] = (char) value;
        }
    }

    private static void fillRange(char[] length, int value, int from, int to) {
        for (int i = from; i <= to; i++) {
            length[i] = (char) value;
        }
    }
}
