package dev.backstep.instrument;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Adds to one method of an application class what its plan says, while it is read.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class PlannedMethod extends EachInstruction {
    private final PositionedReader reader;
    private final MethodPlan plan;
    private final int wanted;
    private final ClassFacts loops;
    private final ErrorPlaces.Layout layout;
    private final String className;
    private final String name;
    private final String descriptor;
    /** Of the member or class that the instruction names, while it is being visited. */
    private String owner;
    /** Entries of the exception table that have been visited. */
    private int handlers;

    /**
     * @param reader which instruction is being visited
     * @param loops receives the ends of loops, or null
     * @param layout receives where the instructions are, or null
     */
    PlannedMethod(MethodVisitor next, PositionedReader reader, MethodPlan plan, boolean ticks, ClassFacts loops, ErrorPlaces.Layout layout,
            String className, String name, String descriptor) {
        super(next);
        this.reader = reader;
        this.plan = plan;
        this.loops = loops;
        this.layout = layout;
        this.className = className;
        this.name = name;
        this.descriptor = descriptor;
        wanted = (ticks ? MethodPlan.TICK | MethodPlan.RECURSION_TICK | MethodPlan.CATCHES_OVERFLOW | MethodPlan.GATE : 0) | (loops != null ? MethodPlan.LOOP_END : 0);
    }

    /**
     * The first instruction of a method must not resolve a class: when the VM loads one with a method at its entry, that
     * is on behalf of the compiler. So another one goes before it, and before its label, which frames may use.
     */
    @Override
    public void visitCode() {
        super.visitCode();
        if (plan.resolvesSignatureClass) {
            mv.visitInsn(Opcodes.NOP);
        }
    }

    @Override
    void atInstruction() {
        int actions = plan.actions[reader.offset] & wanted;
        if (layout != null) {
            mv.visitLabel(layout.before(reader.offset, actions));
        }
        if (plan.errorPlaces != null) {
            throwErrors();
        }
        if (actions != 0) {
            act(actions);
        }
        if (layout != null) {
            mv.visitLabel(layout.at());
        }
    }

    /** Before the tick, and behind it: the error knows which tick it comes after. */
    private void throwErrors() {
        for (int i = 0; i < plan.errorPlaces.length; i += 2) {
            if (plan.errorPlaces[i] == reader.offset) {
                ErrorPlaces.emit(mv, plan.errorPlaces[i + 1]);
            }
        }
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        if (layout != null) {
            layout.line(line);
        }
        super.visitLineNumber(line, start);
    }

    private void act(int actions) {
        if ((actions & MethodPlan.CATCHES_OVERFLOW) != 0) {
            mv.visitInsn(Opcodes.DUP);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ErrorPlaces.ERRORS, "caught", "(Ljava/lang/Throwable;)V", false);
        }
        if ((actions & MethodPlan.TICK) != 0) {
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, MethodRewriter.SCHEDULER, "tick", "()V", false);
        } else if ((actions & MethodPlan.RECURSION_TICK) != 0) {
            // The count must not overflow, so it is no call
            mv.visitFieldInsn(Opcodes.GETSTATIC, MethodRewriter.SCHEDULER, "budget", "I");
            mv.visitInsn(Opcodes.ICONST_1);
            mv.visitInsn(Opcodes.ISUB);
            mv.visitFieldInsn(Opcodes.PUTSTATIC, MethodRewriter.SCHEDULER, "budget", "I");
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, MethodRewriter.SCHEDULER, "recursionTicked", "()V", false);
        }
        if ((actions & MethodPlan.GATE) != 0) {
            Gates.emit(mv, owner, className);
        }
        if (plan.errorPlaces != null && (actions & (MethodPlan.TICK | MethodPlan.RECURSION_TICK)) != 0) {
            throwErrors();
        }
        if ((actions & MethodPlan.LOOP_END) != 0) {
            Label end = new Label();
            mv.visitLabel(end);
            loops.addLoop(name.concat(descriptor), end);
        }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        plan.handlers.visit(handlers++, mv, start, end, handler, type);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        owner = type;
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String fieldOwner, String field, String type) {
        owner = fieldOwner;
        super.visitFieldInsn(opcode, fieldOwner, field, type);
    }

    @Override
    public void visitMethodInsn(int opcode, String methodOwner, String method, String type, boolean isInterface) {
        owner = methodOwner;
        super.visitMethodInsn(opcode, methodOwner, method, type, isInterface);
        if (plan.errorPlaces != null) {
            throwErrors();  // it may have run code of the JDK, which has more stack here, up to where it threw and beyond
        }
    }
}
