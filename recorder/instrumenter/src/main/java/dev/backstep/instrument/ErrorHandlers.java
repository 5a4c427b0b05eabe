package dev.backstep.instrument;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Shows exceptions to the runtime at the beginning of those handlers in the JDK that can catch an error of the VM. */
final class ErrorHandlers extends EachInstruction {
    private Label[] handlers = new Label[4];
    private int count;
    private boolean begins;
    private final MonitorHandlers monitors;
    private int visited;

    ErrorHandlers(MethodVisitor next, MonitorHandlers monitors) {
        super(next);
        this.monitors = monitors;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        int entry = visited++;
        if (ErrorPlaces.catches(type) && !monitors.leaves(entry)) {
            if (count == handlers.length) {
                handlers = java.util.Arrays.copyOf(handlers, count * 2);
            }
            handlers[count++] = handler;
        }
        monitors.visit(entry, mv, start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        for (int i = 0; i < count; i++) {
            begins |= handlers[i] == label;
        }
        super.visitLabel(label);
    }

    @Override
    void atInstruction() {
        if (begins) {
            begins = false;
            mv.visitInsn(Opcodes.DUP);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ErrorPlaces.ERRORS, "caught", "(Ljava/lang/Throwable;)V", false);
        }
    }
}
