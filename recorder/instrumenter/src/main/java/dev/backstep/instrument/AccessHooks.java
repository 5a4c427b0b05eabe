package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Shows reads and writes of a field, in any object, to the runtime ({@code BackstepAccesses}). For a method that
 * {@link StepHooks} have changed.
 *
 * <pre>
 * access NAME READS WRITES OWNER[,OWNER...]     READS and WRITES are 0 or 1; internal names of the class and its subclasses
 * </pre>
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no hash tables of instructions (see {@link StepHooks}).
 */
final class AccessHooks {
    static final String ACCESSES = "java/lang/BackstepAccesses";
    private static final int BYTES_PER_HOOK = 3;

    private final MethodNode method;
    private final String name;
    private final boolean reads;
    private final boolean writes;
    private final String owners;

    AccessHooks(MethodNode method, String[] words) {
        this.method = method;
        name = words[1];
        reads = words[2].equals("1");
        writes = words[3].equals("1");
        owners = ",".concat(words[4]).concat(",");
    }

    void insert() {
        if (StepHooks.mostBytes(method) + BYTES_PER_HOOK * accesses() > StepHooks.MOST_BYTES) {
            return;
        }
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (isWanted(n)) {
                String hook = isWrite(n) ? "written" : "read";
                method.instructions.insertBefore(n, new MethodInsnNode(Opcodes.INVOKESTATIC, ACCESSES, hook, "()V", false));
            }
        }
    }

    private int accesses() {
        int count = 0;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            count += isWanted(n) ? 1 : 0;
        }
        return count;
    }

    private boolean isWanted(AbstractInsnNode n) {
        if (!(n instanceof FieldInsnNode) || !(isWrite(n) ? writes : reads)) {
            return false;
        }
        FieldInsnNode field = (FieldInsnNode) n;
        return field.name.equals(name) && owners.contains(",".concat(field.owner).concat(","));
    }

    private static boolean isWrite(AbstractInsnNode n) {
        return n.getOpcode() == Opcodes.PUTFIELD || n.getOpcode() == Opcodes.PUTSTATIC;
    }
}
