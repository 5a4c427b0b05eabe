package dev.backstep.instrument;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites one method, in a way that needs no knowledge of other classes: monitor instructions and redirected calls
 * become calls of the runtime, {@code synchronized} becomes enter and exit around the body. What is inserted does not
 * branch, so the stack map frames stay valid; the handler it adds, and the one branch in {@code loadClass}, have frames
 * that are known.
 *
 * <p>Also runs inside the debuggee: no lambdas, no string concatenation by invokedynamic.
 */
class MethodRewriter extends MethodVisitor {
    static final String MONITORS = "java/lang/BackstepMonitors";
    static final String SCHEDULER = "java/lang/BackstepScheduler";
    private static final String CLASS_LOADING = "java/lang/BackstepClassLoading";
    static final String THREADS = "java/lang/BackstepThreads";
    private static final String ON_OBJECT = "(Ljava/lang/Object;)V";

    /** What the method is, in terms of what has to be done. */
    static final class Shape {
        String owner;
        int classVersion;
        boolean isStatic;
        boolean isSynchronized;
        /** An instance method {@code void run()}: a thread may start here. */
        boolean isRun;
        /** {@code <clinit>}, of the JDK only when it calls something. */
        boolean isInitializer;
        /** And of an interface that declares no method with code: to initialise what implements it does not need it. */
        boolean isAlone;
        /** An instance method {@code Class loadClass(String)}: the VM loads classes by it, and locks its loader. */
        boolean isLoadClass;
        /** Of an application: enters monitors with a tick when it holds another. */
        boolean isApplication;
        /** The VM must not replace it by code of its own. */
        boolean isNoIntrinsic;
        /** Numbers of places at its entry where errors are thrown, see {@link ErrorPlaces}; null for none. */
        int[] errorPlaces;
    }

    private final Shape shape;
    private final Label start = new Label();
    private final Label end = new Label();
    private final boolean guarded;

    MethodRewriter(MethodVisitor next, Shape shape) {
        super(Opcodes.ASM9, next);
        this.shape = shape;
        guarded = shape.isSynchronized || shape.isInitializer || shape.isLoadClass;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        if (shape.isNoIntrinsic && descriptor.endsWith("IntrinsicCandidate;")) {
            return null;
        }
        return super.visitAnnotation(descriptor, visible);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (shape.isRun) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, THREADS, "runEntered", ON_OBJECT, false);
        }
        if (shape.errorPlaces != null) {
            for (int i = 0; i < shape.errorPlaces.length; i++) {
                ErrorPlaces.emit(mv, shape.errorPlaces[i]);
            }
        }
        if (shape.isLoadClass) {
            returnOwnClasses();
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CLASS_LOADING, "loading", "(Ljava/lang/String;)V", false);
        }
        prologue();
        if (shape.isLoadClass) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CLASS_LOADING, "enter", ON_OBJECT, false);
        }
        if (shape.isSynchronized) {
            loadMonitor();
            enter();
        }
        if (shape.isInitializer) {
            initializer(shape.isAlone ? "enteredAlone" : "entered", "initializerEntered");
        }
        if (guarded) {
            super.visitLabel(start);
        }
    }

    /**
     * The classes of the runtime come from here, whatever the loader does: a thread that is just being started resolves
     * them before it is a managed one.
     */
    private void returnOwnClasses() {
        Label others = new Label();
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CLASS_LOADING, "own", "(Ljava/lang/String;)Ljava/lang/Class;", false);
        super.visitInsn(Opcodes.DUP);
        super.visitJumpInsn(Opcodes.IFNULL, others);
        super.visitInsn(Opcodes.ARETURN);   // not ours to guard
        super.visitLabel(others);
        if ((shape.classVersion & 0xffff) >= Opcodes.V1_6) {
            super.visitFrame(Opcodes.F_FULL, 2, new Object[] {shape.owner, "java/lang/String"}, 1, new Object[] {"java/lang/Class"});
        }
        super.visitInsn(Opcodes.POP);
    }

    /** Code of a particular method, before everything else. */
    void prologue() { }

    /** Code of a particular method, before a return instruction. */
    void epilogue(int returnOpcode) { }

    private void loadMonitor() {
        if (shape.isStatic) {
            super.visitLdcInsn(Type.getObjectType(shape.owner));
        } else {
            super.visitVarInsn(Opcodes.ALOAD, 0);
        }
    }

    private void enter() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, MONITORS, shape.isApplication ? "enterAndTick" : "enter", ON_OBJECT, false);
    }

    private void leave() {
        if (shape.isSynchronized) {
            loadMonitor();
            super.visitMethodInsn(Opcodes.INVOKESTATIC, MONITORS, "exit", ON_OBJECT, false);
        }
        if (shape.isLoadClass) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CLASS_LOADING, "exit", ON_OBJECT, false);
        }
        if (shape.isInitializer) {
            initializer("left", "initializerLeft");
        }
    }

    /** Gates know the initialisers of applications. */
    private void initializer(String ofApplication, String ofJdk) {
        if (shape.isApplication) {
            super.visitLdcInsn(Type.getObjectType(shape.owner));
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Gates.INITIALIZERS, ofApplication, "(Ljava/lang/Class;)V", false);
        } else {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, SCHEDULER, ofJdk, "()V", false);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
            enter();
            return;
        }
        if (opcode == Opcodes.MONITOREXIT) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, MONITORS, "exit", ON_OBJECT, false);
            return;
        }
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            leave();
            epilogue(opcode);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        Redirects.Target target = Redirects.find(owner, name, descriptor);
        if (target != null) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, target.owner, target.name, target.descriptor, false);
        } else if (Redirects.isPublicNative(owner, name, descriptor)) {
            super.visitMethodInsn(opcode, owner, Names.WRAPPER.concat(name), descriptor, isInterface);
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        Object[] redirected = arguments;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Handle) {
                Object changed = redirect((Handle) arguments[i]);
                if (changed != arguments[i]) {
                    redirected = redirected == arguments ? arguments.clone() : redirected;
                    redirected[i] = changed;
                }
            }
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value instanceof Handle ? redirect((Handle) value) : value);
    }

    /** Method references to what is redirected, such as {@code System::nanoTime}. */
    private static Handle redirect(Handle h) {
        int tag = h.getTag();
        if (tag == Opcodes.H_INVOKESTATIC || tag == Opcodes.H_INVOKEVIRTUAL) {
            Redirects.Target target = Redirects.find(h.getOwner(), h.getName(), h.getDesc());
            if (target != null) {
                return new Handle(Opcodes.H_INVOKESTATIC, target.owner, target.name, target.descriptor, false);
            }
            if (Redirects.isPublicNative(h.getOwner(), h.getName(), h.getDesc())) {
                return new Handle(tag, h.getOwner(), Names.WRAPPER.concat(h.getName()), h.getDesc(), h.isInterface());
            }
        }
        return h;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (guarded) {
            super.visitLabel(end);
            super.visitTryCatchBlock(start, end, end, null);
            if ((shape.classVersion & 0xffff) >= Opcodes.V1_6) {
                Object[] locals = shape.isStatic ? new Object[0] : new Object[] {shape.owner};
                super.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
            }
            leave();
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack + 4, maxLocals);
    }
}
