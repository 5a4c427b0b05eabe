package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Static initialisers of the JDK: those that call something may wait, or let another thread run in a native. */
final class Initializers {
    private Initializers() { }

    static boolean mayWait(ClassReader reader) {
        String owner = reader.getClassName();
        boolean isEnum = "java/lang/Enum".equals(reader.getSuperName());
        boolean[] found = new boolean[1];
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return !name.equals("<clinit>") ? null : new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(int opcode, String callOwner, String callName, String callDescriptor, boolean itf) {
                        boolean ofEnum = isEnum && callOwner.equals(owner) && (callName.equals("<init>") || callName.equals("$values"));
                        found[0] |= !ofEnum && !callName.equals("desiredAssertionStatus");
                    }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found[0];
    }
}
