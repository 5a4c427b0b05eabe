package dev.backstep.instrument;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Chooses the instructions of a method before which it ticks. A tick is where a thread may be preempted, so it stands
 * where a switch can matter, and nowhere twice:
 *
 * <ul>
 * <li>before a field is written that was read before (the two halves of an update) without a monitor, once per loop and
 *     once per method outside loops;
 * <li>else in a loop before the last call that each round makes (between two calls lies what an unguarded
 *     check-then-act gets wrong);
 * <li>else at the back-edge, so that each loop can be preempted. Only a bounded loop (each round counts a local variable
 *     towards the end) that calls nothing and updates no field has no tick: it ends by itself;
 * <li>before a lock of {@code java.util.concurrent} is taken after another one in the same method;
 * <li>before a call of a method of the same name and descriptor: recursion is the only other way to run for long.
 * </ul>
 *
 * Dense plans (chaos) tick before every field write, array write and call as well.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class TickPlan {
    private final InsnList instructions;
    private final List<TryCatchBlockNode> handlers;
    private final Map<LabelNode, Integer> labels = new HashMap<>();
    private final Set<AbstractInsnNode> ticks = new HashSet<>();
    /** Before recursive calls: where the stack is most likely to overflow. */
    private final Set<AbstractInsnNode> recursionTicks = new HashSet<>();
    private final boolean[] inLoop;
    /** Between MONITORENTER and MONITOREXIT, or everywhere in a synchronized method. */
    private final boolean[] guarded;

    private TickPlan(MethodNode method, TickDensity density) {
        instructions = method.instructions;
        handlers = method.tryCatchBlocks;
        inLoop = new boolean[instructions.size()];
        guarded = guarded(method);
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i) instanceof LabelNode) {
                labels.put((LabelNode) instructions.get(i), i);
            }
        }
        if (method.name.charAt(0) != '<' || !method.name.equals("<clinit>")) {
            for (int i = 0; i < instructions.size(); i++) {
                planBackEdges(i);
            }
            planUpdateOutsideLoops();
            planRecursion(method);
            planSecondLocks();
            if (density == TickDensity.DENSE) {
                planDensely(method);
            }
        }
    }

    static TickPlan of(MethodNode method, TickDensity density) {
        return new TickPlan(method, density);
    }

    Set<AbstractInsnNode> ticks() {
        return ticks;
    }

    Set<AbstractInsnNode> recursionTicks() {
        return recursionTicks;
    }

    private void planBackEdges(int at) {
        AbstractInsnNode branch = instructions.get(at);
        int header = Integer.MAX_VALUE;
        if (branch instanceof JumpInsnNode) {
            header = labels.get(((JumpInsnNode) branch).label);
        } else if (branch instanceof TableSwitchInsnNode) {
            TableSwitchInsnNode s = (TableSwitchInsnNode) branch;
            header = Math.min(first(s.labels), labels.get(s.dflt));
        } else if (branch instanceof LookupSwitchInsnNode) {
            LookupSwitchInsnNode s = (LookupSwitchInsnNode) branch;
            header = Math.min(first(s.labels), labels.get(s.dflt));
        }
        if (header < at) {
            planLoop(header, at);
        }
    }

    private int first(List<LabelNode> targets) {
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < targets.size(); i++) {
            first = Math.min(first, labels.get(targets.get(i)));
        }
        return first;
    }

    /** The loop is the instructions from {@code header} to its back-edge at {@code end}. */
    private void planLoop(int header, int end) {
        for (int i = header; i <= end; i++) {
            inLoop[i] = true;
        }
        int update = lastUpdateOfEachRound(header, end);
        if (update >= 0) {
            ticks.add(instructions.get(update));
            return;
        }
        boolean calls = contains(header, end, MethodInsnNode.class) || containsDynamicCall(header, end);
        if (!calls && isBounded(header, end)) {
            return;
        }
        int call = lastCallOfEachRound(header, end);
        ticks.add(instructions.get(call >= 0 ? call : end));
    }

    /** @return the last write of a field that the round has read before, on every path of the round; -1 for none */
    private int lastUpdateOfEachRound(int header, int end) {
        for (int w = end; w > header; w--) {
            if (isWrite(instructions.get(w)) && !guarded[w] && isOnEveryPath(header, w, end) && isReadBefore(header, w)) {
                return w;
            }
        }
        return -1;
    }

    private int lastCallOfEachRound(int header, int end) {
        for (int c = end; c > header; c--) {
            AbstractInsnNode n = instructions.get(c);
            if (n instanceof MethodInsnNode && !((MethodInsnNode) n).name.equals("<init>") && isOnEveryPath(header, c, end)) {
                return c;
            }
        }
        return -1;
    }

    private boolean isReadBefore(int from, int write) {
        FieldInsnNode w = (FieldInsnNode) instructions.get(write);
        for (int i = write - 1; i >= from; i--) {
            if (instructions.get(i) instanceof FieldInsnNode) {
                FieldInsnNode r = (FieldInsnNode) instructions.get(i);
                if (!isWrite(r) && r.name.equals(w.name) && r.owner.equals(w.owner)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWrite(AbstractInsnNode n) {
        return n.getOpcode() == Opcodes.PUTFIELD || n.getOpcode() == Opcodes.PUTSTATIC;
    }

    /** No branch of the round jumps over {@code at} and stays in the loop. An inner loop is left out: it has its own ticks. */
    private boolean isOnEveryPath(int header, int at, int end) {
        for (int i = header; i < at; i++) {
            AbstractInsnNode n = instructions.get(i);
            if (n instanceof JumpInsnNode) {
                int target = labels.get(((JumpInsnNode) n).label);
                if (target > at && target <= end || target < i && target > header) {
                    return false;
                }
            } else if (n instanceof TableSwitchInsnNode || n instanceof LookupSwitchInsnNode) {
                return false;
            }
        }
        for (int i = at + 1; i < end; i++) {
            AbstractInsnNode n = instructions.get(i);
            if (n instanceof JumpInsnNode) {
                int target = labels.get(((JumpInsnNode) n).label);
                if (target > header && target <= at) {
                    return false;   // at is inside an inner loop
                }
            }
        }
        return !isJumpedOverByException(header, at, end);
    }

    /** An exception before {@code at} leads to a handler behind it in the same loop. */
    private boolean isJumpedOverByException(int header, int at, int end) {
        for (int i = 0; i < handlers.size(); i++) {
            TryCatchBlockNode block = handlers.get(i);
            int handler = labels.get(block.handler);
            if (handler > at && handler <= end && labels.get(block.start) < at && labels.get(block.end) > header) {
                return true;
            }
        }
        return false;
    }

    /** Each round counts a local variable, compares it to leave the loop, and sets it in no other way. */
    private boolean isBounded(int header, int end) {
        for (int i = header; i < end; i++) {
            AbstractInsnNode step = instructions.get(i);
            if (step instanceof IincInsnNode && isOnEveryPath(header, i, end) && isBound(((IincInsnNode) step).var, step, header, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBound(int counter, AbstractInsnNode step, int header, int end) {
        boolean compared = false;
        for (int i = header; i <= end; i++) {
            AbstractInsnNode n = instructions.get(i);
            int opcode = n.getOpcode();
            if (n instanceof IincInsnNode && n != step && ((IincInsnNode) n).var == counter
                    || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE && ((VarInsnNode) n).var == counter) {
                return false;
            }
            compared |= opcode == Opcodes.ILOAD && ((VarInsnNode) n).var == counter && isCompared(i, header, end) && isOnEveryPath(header, i, end);
        }
        return compared;
    }

    /** A conditional jump on order that may leave the loop follows within a few instructions: {@code i < bound}, {@code i < a.length}, {@code i > 0}. */
    private boolean isCompared(int load, int header, int end) {
        int seen = 0;
        for (int i = load + 1; i < instructions.size() && seen < 4; i++) {
            int opcode = instructions.get(i).getOpcode();
            if (opcode < 0) {
                continue;
            }
            if (opcode >= Opcodes.IFLT && opcode <= Opcodes.IFLE || opcode >= Opcodes.IF_ICMPLT && opcode <= Opcodes.IF_ICMPLE) {
                int target = labels.get(((JumpInsnNode) instructions.get(i)).label);
                return i == end || target < header || target > end;
            }
            if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.SASTORE || opcode >= Opcodes.IFEQ && opcode != Opcodes.GETFIELD && opcode != Opcodes.ARRAYLENGTH) {
                return false;
            }
            seen++;
        }
        return false;
    }

    private boolean contains(int from, int to, Class<?> kind) {
        for (int i = from; i <= to; i++) {
            if (kind.isInstance(instructions.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean containsDynamicCall(int from, int to) {
        for (int i = from; i <= to; i++) {
            int opcode = instructions.get(i).getOpcode();
            if (opcode == Opcodes.INVOKEDYNAMIC || opcode == Opcodes.MONITORENTER) {
                return true;
            }
        }
        return false;
    }

    /** The first write outside loops of a field that was read before. */
    private void planUpdateOutsideLoops() {
        for (int i = 0; i < instructions.size(); i++) {
            if (!inLoop[i] && !guarded[i] && isWrite(instructions.get(i)) && isReadBefore(0, i)) {
                ticks.add(instructions.get(i));
                return;
            }
        }
    }

    /** Before each recursive call, but one of several in a row. */
    private void planRecursion(MethodNode method) {
        boolean ticked = false;
        for (int i = 0; i < instructions.size(); i++) {
            AbstractInsnNode n = instructions.get(i);
            if (n instanceof LabelNode || n instanceof JumpInsnNode) {
                ticked = false;
            } else if (n instanceof MethodInsnNode && calls((MethodInsnNode) n, method)) {
                if (!ticked) {
                    recursionTicks.add(n);
                    ticks.remove(n);
                }
                ticked = true;
            }
        }
    }

    /** A method with the same name and descriptor: this one, or one that may be. */
    private static boolean calls(MethodInsnNode call, MethodNode method) {
        return call.name.equals(method.name) && call.desc.equals(method.desc) && !method.name.equals("<init>");
    }

    private void planSecondLocks() {
        boolean second = false;
        for (int i = 0; i < instructions.size(); i++) {
            AbstractInsnNode n = instructions.get(i);
            if (n instanceof MethodInsnNode && isLock(((MethodInsnNode) n).owner, ((MethodInsnNode) n).name)) {
                if (second) {
                    ticks.add(n);
                }
                second = true;
            }
        }
    }

    static boolean isLock(String owner, String name) {
        return (owner.startsWith("java/util/concurrent/locks/") || owner.equals("java/util/concurrent/Semaphore"))
                && (name.startsWith("lock") || name.startsWith("acquire") || name.equals("tryLock"));
    }

    private boolean[] guarded(MethodNode method) {
        boolean[] inside = new boolean[instructions.size()];
        int depth = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 ? 1 : 0;
        for (int i = 0; i < inside.length; i++) {
            int opcode = instructions.get(i).getOpcode();
            depth += opcode == Opcodes.MONITORENTER ? 1 : opcode == Opcodes.MONITOREXIT && depth > 0 ? -1 : 0;
            inside[i] = depth > 0;
        }
        return inside;
    }

    private void planDensely(MethodNode method) {
        for (int i = 0; i < instructions.size(); i++) {
            AbstractInsnNode n = instructions.get(i);
            int opcode = n.getOpcode();
            boolean write = isWrite(n) || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
            boolean call = n instanceof MethodInsnNode && !((MethodInsnNode) n).name.equals("<init>");
            if ((write || call) && !method.name.equals("<init>") && !recursionTicks.contains(n)) {
                ticks.add(n);
            }
        }
    }
}
