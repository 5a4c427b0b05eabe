package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Lets a frame keep what a call returned, for who steps over it: after each call that may be the last one of its line which returns
 * something, {@code BackstepSteps.returned(value, frame, "name T")}, T being the first character of the type's descriptor. For a method that
 * {@link StepHooks} are about to change.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no hash tables of instructions (see {@link StepHooks}).
 */
final class ReturnHooks {
    static final int BYTES_PER_CALL = 11;
    private static final String BOXES = " java/lang/Integer java/lang/Long java/lang/Boolean java/lang/Character java/lang/Double java/lang/Float"
            .concat(" java/lang/Short java/lang/Byte ");

    private ReturnHooks() { }

    /** @param frame number of the local that holds the frame */
    static void insert(MethodNode method, int frame) {
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null;) {
            AbstractInsnNode next = n.getNext();
            if (returns(n) && isLastOfItsLine(n)) {
                method.instructions.insert(n, keep((MethodInsnNode) n, frame));
            }
            n = next;
        }
    }

    /** How many there may be. */
    static int mostCalls(MethodNode method) {
        int count = 0;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            count += returns(n) ? 1 : 0;
        }
        return count;
    }

    /** Whether it is a call that somebody has written, and returns something. */
    private static boolean returns(AbstractInsnNode n) {
        if (!(n instanceof MethodInsnNode)) {
            return false;
        }
        MethodInsnNode call = (MethodInsnNode) n;
        return !call.desc.endsWith(")V") && !call.owner.startsWith("java/lang/Backstep") && !isBoxing(call);
    }

    private static boolean isBoxing(MethodInsnNode call) {
        return BOXES.contains(" ".concat(call.owner).concat(" ")) && (call.name.equals("valueOf") || call.name.endsWith("Value"));
    }

    /** As far as the code runs straight on. Where the frame ends with the line, nobody is there any more to see what it returned. */
    private static boolean isLastOfItsLine(AbstractInsnNode call) {
        for (AbstractInsnNode n = call.getNext(); n != null; n = n.getNext()) {
            if (returns(n) || n.getOpcode() >= Opcodes.IRETURN && n.getOpcode() <= Opcodes.RETURN || n.getOpcode() == Opcodes.ATHROW) {
                return false;
            }
            if (n instanceof LineNumberNode || n instanceof FrameNode || n instanceof JumpInsnNode || n instanceof TableSwitchInsnNode
                    || n instanceof LookupSwitchInsnNode) {
                return true;
            }
        }
        return false;
    }

    private static InsnList keep(MethodInsnNode call, int frame) {
        Type type = Type.getReturnType(call.desc);
        InsnList code = new InsnList();
        code.add(new InsnNode(type.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
        code.add(new VarInsnNode(Opcodes.ALOAD, frame));
        code.add(new LdcInsnNode(call.name.concat(" ").concat(type.getDescriptor().substring(0, 1))));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, StepHooks.STEPS, "returned", "(".concat(kept(type)).concat(StepHooks.FRAME)
                .concat("Ljava/lang/String;)V"), false));
        return code;
    }

    private static String kept(Type type) {
        switch (type.getSort()) {
            case Type.LONG:
            case Type.FLOAT:
            case Type.DOUBLE:
                return type.getDescriptor();
            case Type.OBJECT:
            case Type.ARRAY:
                return "Ljava/lang/Object;";
            default:
                return "I";
        }
    }
}
