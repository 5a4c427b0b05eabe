package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes a method of the application count its steps, see {@code BackstepSteps}:
 *
 * <pre>
 * frame = enter()
 * try { each line: step(frame, site) ; the last call of a line: returned(value, frame, name) ; each return: left(frame) }
 * catch (any) { left(frame); throw }
 * </pre>
 *
 * The frame is in a new local behind the method's own. A line's call is its first instruction, so the variables that are
 * visible on the line are visible when the program is stopped there.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams. Instructions must not get into hash tables: that would use up
 * identity hashes, which only a debug replay would do.
 */
final class StepHooks {
    static final String STEPS = "java/lang/BackstepSteps";
    static final String FRAME = "Ljava/lang/BackstepFrame;";
    /** Nearly the 64 KiB that the VM allows; other hooks come later. */
    static final int MOST_BYTES = 64_000;
    private static final int BYTES_AROUND = 64;
    private static final int BYTES_PER_STEP = 8;
    private static final int BYTES_PER_RETURN = 5;

    private final MethodNode method;
    private final ClassFacts facts;
    private final int frame;

    StepHooks(MethodNode method, ClassFacts facts) {
        this.method = method;
        this.facts = facts;
        frame = method.maxLocals;
    }

    /**
     * @param generated of a class that no compiler of a language has made: steps in methods without lines help nobody
     * @return whether the method counts its steps now
     */
    boolean insert(boolean generated) {
        boolean hasLines = hasLines();
        if ((method.access & Opcodes.ACC_BRIDGE) != 0 || !hasLines && (generated || (method.access & Opcodes.ACC_SYNTHETIC) != 0)
                || mostBytes(method) > MOST_BYTES) {
            return false;
        }
        if (mostBytes(method) + ReturnHooks.mostCalls(method) * ReturnHooks.BYTES_PER_CALL <= MOST_BYTES) {
            ReturnHooks.insert(method, frame);
        }
        facts.beginSites(method.name.concat(method.desc).concat(" ").concat(Integer.toString(method.access)));
        AbstractInsnNode first = method.instructions.getFirst();
        int entry = hasLines ? -1 : facts.addSite(0);
        insertSteps(first);
        LabelNode start = new LabelNode();
        method.instructions.insertBefore(first, enter(start, entry));
        LabelNode end = new LabelNode();
        method.instructions.add(end);
        method.instructions.add(left());
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
        method.maxLocals = frame + 1;
        return true;
    }

    /** The call that counts a step. */
    static boolean isStep(AbstractInsnNode n) {
        return n instanceof MethodInsnNode && ((MethodInsnNode) n).owner.equals(STEPS) && ((MethodInsnNode) n).name.equals("step");
    }

    /** Where several lines begin at one instruction, the last of them counts. */
    private void insertSteps(AbstractInsnNode first) {
        int line = -1;
        for (AbstractInsnNode n = first; n != null; n = n.getNext()) {
            if (n instanceof LineNumberNode) {
                line = ((LineNumberNode) n).line;
            } else if (n.getOpcode() >= 0 && line >= 0) {
                method.instructions.insertBefore(n, step(facts.addSite(line)));
                line = -1;
            }
            if (n.getOpcode() >= Opcodes.IRETURN && n.getOpcode() <= Opcodes.RETURN) {
                method.instructions.insertBefore(n, left());
            }
        }
    }

    private boolean hasLines() {
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (n instanceof LineNumberNode) {
                return true;
            }
        }
        return false;
    }

    /** An upper bound. Finding out by trying would plan the ticks of the class anew. */
    static int mostBytes(MethodNode method) {
        int bytes = BYTES_AROUND;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            bytes += n instanceof LineNumberNode ? BYTES_PER_STEP : mostBytes(n);
            if (n.getOpcode() >= Opcodes.IRETURN && n.getOpcode() <= Opcodes.RETURN) {
                bytes += BYTES_PER_RETURN;
            }
        }
        return bytes;
    }

    private static int mostBytes(AbstractInsnNode n) {
        switch (n.getType()) {
            case AbstractInsnNode.INSN:
                return 1;
            case AbstractInsnNode.INT_INSN:
            case AbstractInsnNode.TYPE_INSN:
            case AbstractInsnNode.FIELD_INSN:
            case AbstractInsnNode.LDC_INSN:
                return 3;
            case AbstractInsnNode.VAR_INSN:
                return ((VarInsnNode) n).var < 256 ? 2 : 4;
            case AbstractInsnNode.METHOD_INSN:
            case AbstractInsnNode.INVOKE_DYNAMIC_INSN:
                return 5;
            case AbstractInsnNode.IINC_INSN:
                return 6;
            case AbstractInsnNode.JUMP_INSN:
                return 8;
            case AbstractInsnNode.TABLESWITCH_INSN:
                return 16 + 4 * ((TableSwitchInsnNode) n).labels.size();
            case AbstractInsnNode.LOOKUPSWITCH_INSN:
                return 12 + 8 * ((LookupSwitchInsnNode) n).labels.size();
            case AbstractInsnNode.MULTIANEWARRAY_INSN:
                return 4;
            default:
                return 0;
        }
    }

    private InsnList enter(LabelNode start, int site) {
        InsnList code = new InsnList();
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, STEPS, "enter", "()".concat(FRAME), false));
        code.add(new VarInsnNode(Opcodes.ASTORE, frame));
        code.add(start);
        if (site >= 0) {
            code.add(step(site));
        }
        return code;
    }

    private InsnList step(int site) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, frame));
        code.add(site <= Short.MAX_VALUE ? new IntInsnNode(Opcodes.SIPUSH, site) : new LdcInsnNode(site));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, STEPS, "step", "(".concat(FRAME).concat("I)V"), false));
        return code;
    }

    private InsnList left() {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, frame));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, STEPS, "left", "(".concat(FRAME).concat(")V"), false));
        return code;
    }
}
