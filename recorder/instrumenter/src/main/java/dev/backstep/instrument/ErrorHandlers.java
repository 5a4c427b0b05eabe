package dev.backstep.instrument;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Shows exceptions to the runtime at the beginning of those handlers in the JDK that can catch an error of the VM. */
final class ErrorHandlers extends MethodVisitor {
    private Label[] handlers = new Label[4];
    private int count;
    private boolean begins;

    ErrorHandlers(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        if (ErrorPlaces.catches(type)) {
            if (count == handlers.length) {
                handlers = java.util.Arrays.copyOf(handlers, count * 2);
            }
            handlers[count++] = handler;
        }
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        for (int i = 0; i < count; i++) {
            begins |= handlers[i] == label;
        }
        super.visitLabel(label);
    }

    private void atInstruction() {
        if (begins) {
            begins = false;
            mv.visitInsn(Opcodes.DUP);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ErrorPlaces.ERRORS, "caught", "(Ljava/lang/Throwable;)V", false);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        atInstruction();
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        atInstruction();
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        atInstruction();
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        atInstruction();
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String type) {
        atInstruction();
        super.visitFieldInsn(opcode, owner, field, type);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
        atInstruction();
        super.visitMethodInsn(opcode, owner, method, type, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
        atInstruction();
        super.visitInvokeDynamicInsn(method, type, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        atInstruction();
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        atInstruction();
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        atInstruction();
        super.visitIincInsn(variable, increment);
    }
}
