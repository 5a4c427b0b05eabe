package dev.backstep.instrument;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The handlers of a method that cover themselves, as compilers write them: those of synchronized blocks, since leaving a monitor cannot
 * fail, and the first instruction of those of {@code finally}. A call of ours can fail there, where the stack ends, and would fail again
 * and again. So they cover themselves no more, and what leaves a monitor does nothing else, for there is no stack to do more.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class MonitorHandlers {
    private final Instructions code;

    MonitorHandlers(Instructions code) {
        this.code = code;
    }

    /** Whether the handler of an entry of the exception table leaves a monitor, and throws on. */
    boolean leaves(int entry) {
        return exit(entry) >= 0;
    }

    /** @return index of the instruction that leaves the monitor, -1 for none */
    private int exit(int entry) {
        int i = code.handlers[entry];
        while (i < code.count && (code.opcodes[i] == Opcodes.ASTORE || code.opcodes[i] == Opcodes.ALOAD || code.opcodes[i] == Opcodes.NOP)) {
            i++;
        }
        return i < code.count && code.opcodes[i] == Opcodes.MONITOREXIT ? i : -1;
    }

    /** Visits an entry of the exception table, without what it covers of its own handler. */
    void visit(int entry, MethodVisitor to, Label start, Label end, Label handler, String type) {
        int first = code.handlers[entry];
        int last = Math.max(first, exit(entry));
        boolean endsInside = first < code.tryEnds[entry] && code.tryEnds[entry] <= last + 1;
        if (type != null || !endsInside || code.tryStarts[entry] > first) {
            to.visitTryCatchBlock(start, end, handler, type);
        } else if (code.tryStarts[entry] < first) {
            to.visitTryCatchBlock(start, handler, handler, null);
        }
    }
}
