package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The instructions of a class before which a gate stands, see {@code BackstepInitializers}: those that may initialise a class of an
 * application (JVMS 5.5), unless the method has passed a gate of that class before on every way, or could not run before the class
 * is initialised, or by the thread that does that.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class Gates {
    static final String INITIALIZERS = "java/lang/BackstepInitializers";
    private static final int BYTES_PER_GATE = 6;
    /** The VM does not compile larger methods; a gate is not worth that. */
    private static final int MOST_COMPILED_BYTES = 8000;
    private static final int MOST_BYTES = 60_000;

    private static final byte KNOWN = 1;
    private static final byte GATED = 2;
    /** Static methods need no gate: who called them has passed it. */
    private static final byte OWN = 3;

    private final ClassReader reader;
    private final char[] buffer;
    /** By index of the class in the constant pool. */
    private final byte[] classes;
    private final String own;
    private final String parent;
    private final boolean initialisesItself;
    /** Classes whose gate has been passed, by index. */
    private final int[] passed = new int[32];

    Gates(ClassReader reader, char[] buffer) {
        this.reader = reader;
        this.buffer = buffer;
        classes = new byte[reader.getItemCount()];
        own = reader.getClassName();
        parent = reader.getSuperName();
        initialisesItself = parent != null && !isOfJdk(parent) || MethodBytes.has(reader, "<clinit>", buffer);
    }

    /** @param operand of the instruction: a field, method or class of the constant pool */
    boolean isGated(int opcode, int operand, boolean isStatic) {
        byte known = classes[classOf(opcode, operand)];
        if (known == 0) {
            known = find(classOf(opcode, operand));
        }
        return known == GATED || known == OWN && !isStatic;
    }

    private int classOf(int opcode, int operand) {
        return opcode == Opcodes.NEW ? operand : reader.readUnsignedShort(reader.getItem(operand));
    }

    private byte find(int index) {
        String name = reader.readUTF8(reader.getItem(index), buffer);
        byte found = GATED;
        if (isOfJdk(name) || name.charAt(0) == '[' || name.equals(own) && !initialisesItself) {
            found = KNOWN;
        } else if (name.equals(own) || name.equals(parent)) {
            found = OWN;
        }
        classes[index] = found;
        return found;
    }

    private static boolean isOfJdk(String name) {
        return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("sun/");
    }

    static boolean mayInitialise(int opcode) {
        return opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC || opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.NEW;
    }

    /** Adds the gates of a method to its plan. */
    void plan(Instructions code, boolean isStatic, MethodPlan plan) {
        int onEveryWay = straight(code);
        int always = 0;
        int here = 0;
        int room = (code.codeLength <= MOST_COMPILED_BYTES ? MOST_COMPILED_BYTES : MOST_BYTES) - code.codeLength;
        for (int i = 0; i < code.count; i++) {
            if (code.isTarget[i]) {
                here = always;
            }
            int opcode = code.opcodes[i];
            if (!mayInitialise(opcode) || !isGated(opcode, code.operands[i], isStatic)) {
                continue;
            }
            int c = classOf(opcode, code.operands[i]);
            room -= BYTES_PER_GATE;
            if (isPassed(c, here) || room < 0) {
                continue;
            }
            plan.add(code.offsets[i], MethodPlan.GATE);
            if (here < passed.length) {
                passed[here++] = c;
                always = i < onEveryWay ? here : always;
            }
        }
    }

    private boolean isPassed(int c, int count) {
        for (int i = 0; i < count; i++) {
            if (passed[i] == c) {
                return true;
            }
        }
        return false;
    }

    /** @return up to which instruction nothing can be left out */
    private static int straight(Instructions code) {
        int end = code.count;
        for (int i = 0; i < code.tryStarts.length; i++) {
            end = Math.min(end, code.tryStarts[i]);
        }
        for (int i = 0; i < end; i++) {
            if (code.targets[i] >= 0) {
                end = i;
            }
        }
        return end;
    }

    /** @param owner internal name of the class that the instruction may initialise */
    static void emit(MethodVisitor mv, String owner, String className) {
        if (owner.equals(className)) {
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, INITIALIZERS, "gate", "()V", false);
        } else {
            mv.visitLdcInsn(owner);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, INITIALIZERS, "gate", "(Ljava/lang/String;)V", false);
        }
    }
}
