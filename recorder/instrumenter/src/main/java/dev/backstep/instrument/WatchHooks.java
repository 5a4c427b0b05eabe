package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells the runtime each time a field has been written, whatever object it is of: {@code watch NAME OWNER}, the owner as an
 * internal name.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class WatchHooks {
    static final String WORD = "watch";
    private static final int BYTES_PER_HOOK = 3;

    private final MethodNode method;
    private final String name;
    private final String owner;

    WatchHooks(MethodNode method, String name, String owner) {
        this.method = method;
        this.name = name;
        this.owner = owner;
    }

    void insert() {
        int room = StepHooks.MOST_BYTES - StepHooks.mostBytes(method);
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (isWrite(n) && (room -= BYTES_PER_HOOK) >= 0) {
                MethodInsnNode call = new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/BackstepOccasions", "written", "()V", false);
                method.instructions.insert(n, call);
                n = call;
            }
        }
    }

    private boolean isWrite(AbstractInsnNode n) {
        if (n.getOpcode() != Opcodes.PUTFIELD && n.getOpcode() != Opcodes.PUTSTATIC) {
            return false;
        }
        FieldInsnNode field = (FieldInsnNode) n;
        return field.name.equals(name) && field.owner.equals(owner);
    }
}
