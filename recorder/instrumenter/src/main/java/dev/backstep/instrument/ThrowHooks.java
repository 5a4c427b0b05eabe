package dev.backstep.instrument;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Shows exceptions to a survey ({@code BackstepThrown}): where they are thrown, caught, passed on by {@code finally} and the
 * like, and where they leave a method. For a method that {@link StepHooks} have changed.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no hash tables of instructions (see {@link StepHooks}).
 */
final class ThrowHooks {
    private static final String THROWN = "java/lang/BackstepThrown";
    private static final int BYTES_PER_HOOK = 4;

    private final MethodNode method;

    ThrowHooks(MethodNode method) {
        this.method = method;
    }

    void insert() {
        if (StepHooks.mostBytes(method) + BYTES_PER_HOOK * hooks() > StepHooks.MOST_BYTES) {
            return;
        }
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (n.getOpcode() == Opcodes.ATHROW && !isOurs(n.getPrevious())) {
                method.instructions.insertBefore(n, show("throwing"));
            }
        }
        List<LabelNode> done = new ArrayList<>();
        for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
            LabelNode handler = method.tryCatchBlocks.get(i).handler;
            if (!done.contains(handler)) {
                done.add(handler);
                AbstractInsnNode first = firstInstruction(handler);
                if (first != null) {
                    method.instructions.insertBefore(first, show(isOurs(first.getNext()) ? "leaving" : passesOn(handler) ? "passing" : "catching"));
                }
            }
        }
    }

    private int hooks() {
        int count = method.tryCatchBlocks.size();
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            count += n.getOpcode() == Opcodes.ATHROW ? 1 : 0;
        }
        return count;
    }

    /** The handler that {@link StepHooks} have added ends with {@code left(frame)}, ATHROW. */
    private static boolean isOurs(AbstractInsnNode n) {
        return n instanceof MethodInsnNode && ((MethodInsnNode) n).owner.equals(StepHooks.STEPS) && ((MethodInsnNode) n).name.equals("left");
    }

    private static AbstractInsnNode firstInstruction(AbstractInsnNode from) {
        AbstractInsnNode n = from;
        while (n != null && n.getOpcode() < 0) {
            n = n.getNext();
        }
        return n;
    }

    /** What catches everything without being asked to: {@code finally}, {@code synchronized}, try-with-resources. */
    private boolean passesOn(LabelNode handler) {
        for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
            TryCatchBlockNode block = method.tryCatchBlocks.get(i);
            if (block.handler == handler && block.type == null) {
                return true;
            }
        }
        for (AbstractInsnNode n = handler; n != null && n.getOpcode() != Opcodes.ATHROW; n = n.getNext()) {
            if (n instanceof MethodInsnNode && ((MethodInsnNode) n).name.equals("addSuppressed")) {
                return true;
            }
        }
        return false;
    }

    private static InsnList show(String name) {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, THROWN, name, "(Ljava/lang/Throwable;)V", false));
        return code;
    }
}
