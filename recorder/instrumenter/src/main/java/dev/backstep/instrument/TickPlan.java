package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;

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
 *     towards the end) that calls nothing, allocates nothing and updates no field has no tick: it ends by itself;
 * <li>before a lock of {@code java.util.concurrent} is taken after another one in the same method;
 * <li>before a call of a method of the same name and descriptor: recursion is the only other way to run for long.
 * </ul>
 *
 * Dense plans (chaos) tick before every field write, array write and call as well.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no objects per instruction.
 */
final class TickPlan {
    private final Instructions code;
    private final CalledMethods called;
    private final int[] opcodes;
    private final MethodPlan plan;
    private final boolean[] inLoop;
    /** Between MONITORENTER and MONITOREXIT, or everywhere in a synchronized method. */
    private final boolean[] guarded;

    private TickPlan(Instructions code, CalledMethods called, boolean isSynchronized, MethodPlan plan) {
        this.code = code;
        this.called = called;
        this.plan = plan;
        opcodes = code.opcodes;
        inLoop = new boolean[code.count];
        guarded = guarded(isSynchronized);
    }

    /**
     * @param access of the method
     * @param name place of the index of its name in the class file
     * @param descriptor likewise
     * @param constructor whether it is one
     * @param plan receives the ticks
     */
    static void add(Instructions code, CalledMethods called, int access, int name, int descriptor, boolean constructor, TickDensity density,
            MethodPlan plan) {
        TickPlan ticks = new TickPlan(code, called, (access & Opcodes.ACC_SYNCHRONIZED) != 0, plan);
        for (int i = 0; i < code.count; i++) {
            int header = code.targets[i];
            if (header >= 0 && header <= i) {
                ticks.planLoop(header, i);
            }
        }
        ticks.planUpdateOutsideLoops();
        if (!constructor) {
            ticks.planRecursion(name, descriptor);
        }
        ticks.planSecondLocks();
        if (density == TickDensity.DENSE && !constructor) {
            ticks.planDensely();
        }
    }

    private void tickBefore(int i) {
        plan.add(code.offsets[i], MethodPlan.TICK);
    }

    /** The loop is the instructions from {@code header} to its back-edge at {@code end}. */
    private void planLoop(int header, int end) {
        for (int i = header; i <= end; i++) {
            inLoop[i] = true;
        }
        int update = lastUpdateOfEachRound(header, end);
        if (update >= 0) {
            tickBefore(update);
            return;
        }
        int allocation = arrayAllocation(header, end);
        if (containsCall(header, end) || allocation >= 0 || !isBounded(header, end)) {
            int call = lastCallOfEachRound(header, end);
            tickBefore(call >= 0 ? call : allocation >= 0 && isOnEveryPath(header, allocation, end) ? allocation + 1 : end);
        }
    }

    /** @return the last write of a field that the round has read before, on every path of the round; -1 for none */
    private int lastUpdateOfEachRound(int header, int end) {
        for (int w = end; w >= header; w--) {
            if (Instructions.isFieldWrite(opcodes[w]) && !guarded[w] && isReadBefore(header, w) && isOnEveryPath(header, w, end)) {
                return w;
            }
        }
        return -1;
    }

    private int lastCallOfEachRound(int header, int end) {
        for (int c = end; c >= header; c--) {
            if (Instructions.isCall(opcodes[c]) && !called.isConstructor(code.operands[c]) && !called.isPure(code.operands[c])
                    && isOnEveryPath(header, c, end)) {
                return c;
            }
        }
        return -1;
    }

    private boolean isReadBefore(int from, int write) {
        int read = opcodes[write] == Opcodes.PUTFIELD ? Opcodes.GETFIELD : Opcodes.GETSTATIC;
        int field = code.operands[write];
        for (int i = write - 1; i >= from; i--) {
            if (opcodes[i] == read && code.operands[i] == field) {
                return true;
            }
        }
        return false;
    }

    /** No branch of the round jumps over {@code at} and stays in the loop. An inner loop is left out: it has its own ticks. */
    private boolean isOnEveryPath(int header, int at, int end) {
        for (int i = header; i < at; i++) {
            int target = code.targets[i];
            if (target >= 0 && (Instructions.isSwitch(opcodes[i]) || target > at && target <= end || target <= i && target > header)) {
                return false;
            }
        }
        for (int i = at + 1; i < end; i++) {
            int target = code.targets[i];
            if (target > header && target <= at && !Instructions.isSwitch(opcodes[i])) {
                return false;   // at is inside an inner loop
            }
        }
        return !isJumpedOverByException(header, at, end);
    }

    /** An exception before {@code at} leads to a handler behind it in the same loop. */
    private boolean isJumpedOverByException(int header, int at, int end) {
        for (int i = 0; i < code.handlers.length; i++) {
            int handler = code.handlers[i];
            if (handler > at && handler <= end && code.tryStarts[i] <= at && code.tryEnds[i] > header) {
                return true;
            }
        }
        return false;
    }

    /** Each round counts a local variable, compares it to leave the loop, and sets it in no other way. */
    private boolean isBounded(int header, int end) {
        for (int i = header; i < end; i++) {
            if (opcodes[i] == Opcodes.IINC && isBound(code.operands[i], i, header, end) && isOnEveryPath(header, i, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBound(int counter, int step, int header, int end) {
        boolean compared = false;
        for (int i = header; i <= end; i++) {
            int opcode = opcodes[i];
            if (code.operands[i] != counter) {
                continue;
            }
            if (opcode == Opcodes.IINC && i != step || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
                return false;
            }
            compared |= opcode == Opcodes.ILOAD && isCompared(i, header, end) && isOnEveryPath(header, i, end);
        }
        return compared;
    }

    /**
     * A conditional jump on order that may leave the loop follows within a few instructions: {@code i < bound},
     * {@code i < a.length}, {@code i < s.length()}, {@code i > 0}.
     */
    private boolean isCompared(int load, int header, int end) {
        for (int i = load + 1; i < code.count && i < load + 5; i++) {
            int opcode = opcodes[i];
            if (opcode >= Opcodes.IFLT && opcode <= Opcodes.IFLE || opcode >= Opcodes.IF_ICMPLT && opcode <= Opcodes.IF_ICMPLE) {
                int target = code.targets[i];
                return i == end || target < header || target > end;
            }
            if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.SASTORE || opcode >= Opcodes.IFEQ && !isOfBound(i)) {
                return false;
            }
        }
        return false;
    }

    /** Computes a bound. */
    private boolean isOfBound(int i) {
        switch (opcodes[i]) {
            case Opcodes.GETFIELD:
            case Opcodes.GETSTATIC:
            case Opcodes.ARRAYLENGTH:
                return true;
            default:
                return Instructions.isCall(opcodes[i]) && called.isPure(code.operands[i]);
        }
    }

    private boolean containsCall(int from, int to) {
        for (int i = from; i <= to; i++) {
            int opcode = opcodes[i];
            if (opcode == Opcodes.INVOKEDYNAMIC || opcode == Opcodes.MONITORENTER
                    || Instructions.isCall(opcode) && !called.isPure(code.operands[i])) {
                return true;
            }
        }
        return false;
    }

    /** Where the heap may be full, it has to be known in which round: a tick follows. Objects are followed by a call of their constructor. */
    private int arrayAllocation(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Instructions.isArrayAllocation(opcodes[i])) {
                return i;
            }
        }
        return -1;
    }

    /** A lambda that allocates and has no tick may be called by a loop that has none either, in the JDK. */
    static void addForAllocation(Instructions code, MethodPlan plan) {
        int first = -1;
        for (int i = code.count - 1; i >= 0; i--) {
            if (plan.has(code.offsets[i], MethodPlan.TICK | MethodPlan.RECURSION_TICK)) {
                return;
            }
            if (code.opcodes[i] == Opcodes.NEW || Instructions.isArrayAllocation(code.opcodes[i])) {
                first = i;
            }
        }
        if (first >= 0) {
            plan.add(code.offsets[first + 1], MethodPlan.TICK);
        }
    }

    /** The first write outside loops of a field that was read before. */
    private void planUpdateOutsideLoops() {
        for (int i = 0; i < code.count; i++) {
            if (Instructions.isFieldWrite(opcodes[i]) && !inLoop[i] && !guarded[i] && isReadBefore(0, i)) {
                tickBefore(i);
                return;
            }
        }
    }

    /** Before each recursive call, but one of several in a row. */
    private void planRecursion(int name, int descriptor) {
        boolean ticked = false;
        for (int i = 0; i < code.count; i++) {
            if (code.isTarget[i]) {
                ticked = false;
            }
            if (code.targets[i] >= 0) {
                ticked = false;
            } else if (Instructions.isCall(opcodes[i]) && called.isNamed(code.operands[i], name, descriptor)) {
                if (!ticked) {
                    plan.replaceTick(code.offsets[i]);
                }
                ticked = true;
            }
        }
    }

    private void planSecondLocks() {
        boolean second = false;
        for (int i = 0; i < code.count; i++) {
            if (Instructions.isCall(opcodes[i]) && called.isLock(code.operands[i])) {
                if (second) {
                    tickBefore(i);
                }
                second = true;
            }
        }
    }

    private boolean[] guarded(boolean isSynchronized) {
        boolean[] inside = new boolean[code.count];
        int depth = isSynchronized ? 1 : 0;
        for (int i = 0; i < inside.length; i++) {
            int opcode = opcodes[i];
            depth += opcode == Opcodes.MONITORENTER ? 1 : opcode == Opcodes.MONITOREXIT && depth > 0 ? -1 : 0;
            inside[i] = depth > 0;
        }
        return inside;
    }

    private void planDensely() {
        for (int i = 0; i < code.count; i++) {
            int opcode = opcodes[i];
            boolean write = Instructions.isFieldWrite(opcode) || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
            boolean call = Instructions.isCall(opcode) && !called.isConstructor(code.operands[i]);
            if ((write || call) && !plan.has(code.offsets[i], MethodPlan.RECURSION_TICK)) {
                tickBefore(i);
            }
        }
    }
}
