package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rewrites classes of the JDK: hooks as in application classes, wrappers of natives and accessors, but no ticks. */
final class JdkClassTransformer {
    private static final String DISPATCH = "jdk/internal/misc/Signal";

    private final HookTable hooks;
    private final RawAccess raw;

    JdkClassTransformer(HookTable hooks, RawAccess raw) {
        this.hooks = hooks;
        this.raw = raw;
    }

    /** @return the rewritten class, or the same array when nothing changes */
    byte[] transform(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        String owner = reader.getClassName();
        boolean concerned = NativesInJava.concern(owner) || raw.concerns(owner) || !hooks.declaredIn(owner).isEmpty() || !AddedField.of(owner).isEmpty();
        if (owner.startsWith(Redirects.RUNTIME_PREFIX)) {
            return classFile;
        }
        boolean guarded = Initializers.mayWait(reader);
        if (!concerned && !guarded && !new Scan().needsChange(reader)) {
            return classFile;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Rewriter(writer, reader, classFile, guarded), 0);
        return writer.toByteArray();
    }

    private static boolean isInterruptedFlag(String owner, String name) {
        return owner.equals("java/lang/Thread") && name.equals("interrupted");
    }

    private static boolean isRun(int access, String name, String descriptor, boolean isInterface) {
        return !isInterface && (access & Opcodes.ACC_STATIC) == 0 && name.equals("run") && descriptor.equals("()V");
    }

    /** Looks whether anything in a class has to change; most classes stay as they are. */
    private final class Scan extends ClassVisitor {
        private boolean found;
        private String owner;
        private boolean isInterface;

        Scan() {
            super(Opcodes.ASM9);
        }

        boolean needsChange(ClassReader reader) {
            owner = reader.getClassName();
            isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
            reader.accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return found;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (!hasCode || found) {
                return null;
            }
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0 || isRun(access, name, descriptor, isInterface)
                    || SpecialMethods.contains(owner, name, descriptor)) {
                found = true;
                return null;
            }
            return new MethodRewriter(new Probe(), shape(owner, Opcodes.V21, access, name, descriptor, isInterface)) {
                @Override
                public void visitTryCatchBlock(Label from, Label to, Label handler, String type) {
                    found |= ErrorPlaces.catches(type);
                }

                @Override
                public void visitInsn(int opcode) {
                    found |= opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
                }

                @Override
                public void visitFieldInsn(int opcode, String fieldOwner, String fieldName, String fieldDescriptor) {
                    found |= isInterruptedFlag(fieldOwner, fieldName);
                }

                @Override
                public void visitMethodInsn(int opcode, String callOwner, String callName, String callDescriptor, boolean itf) {
                    found |= Redirects.find(callOwner, callName, callDescriptor) != null
                            || Redirects.isPublicNative(callOwner, callName, callDescriptor)
                            || hooks.find(callOwner, callName, callDescriptor) != null;
                }

                @Override
                public void visitInvokeDynamicInsn(String n, String d, org.objectweb.asm.Handle b, Object... arguments) {
                    for (Object a : arguments) {
                        if (a instanceof org.objectweb.asm.Handle h) {
                            found |= Redirects.find(h.getOwner(), h.getName(), h.getDesc()) != null;
                        }
                    }
                }
            };
        }

        /** Takes what the rewriter passes on; its findings are made before. */
        private static final class Probe extends MethodVisitor {
            Probe() {
                super(Opcodes.ASM9);
            }
        }
    }

    private static MethodRewriter.Shape shape(String owner, int version, int access, String name, String descriptor, boolean isInterface) {
        MethodRewriter.Shape shape = new MethodRewriter.Shape();
        shape.owner = owner;
        shape.classVersion = version;
        shape.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        shape.isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0 && !needsNoMonitor(owner, name);
        shape.isRun = isRun(access, name, descriptor, isInterface);
        shape.isLoadClass = owner.equals("java/lang/ClassLoader") && name.equals("loadClass") && descriptor.equals("(Ljava/lang/String;)Ljava/lang/Class;");
        // The VM matches an intrinsic by its synchronized flag as well
        shape.isNoIntrinsic = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
        return shape;
    }

    /**
     * Natives throw exceptions while their thread does not have the baton and so has no lock stack. Nothing switches
     * threads in here, which is all that the monitor is for.
     */
    private static boolean needsNoMonitor(String owner, String name) {
        return owner.equals("java/lang/Throwable") && name.equals("fillInStackTrace");
    }

    private final class Rewriter extends ClassVisitor {
        private final ClassReader reader;
        private final byte[] classFile;
        private final char[] buffer;
        /** Of the next method in the class file. */
        private int methodAt;
        private final Members members;
        private final boolean guarded;
        private String owner;
        private int version;
        private boolean isInterface;

        /** @param guarded the static initialiser may wait, see {@link Initializers} */
        Rewriter(ClassVisitor next, ClassReader reader, byte[] classFile, boolean guarded) {
            super(Opcodes.ASM9, next);
            this.reader = reader;
            this.classFile = classFile;
            buffer = new char[reader.getMaxStringLength()];
            methodAt = MethodBytes.methods(reader);
            members = new Members(reader);
            this.guarded = guarded;
        }

        @Override
        public void visit(int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
            version = classVersion;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            // Accessors are called from java.lang
            int written = raw.concerns(name) ? access | Opcodes.ACC_PUBLIC : access;
            super.visit(classVersion, written, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            int codeAt = MethodBytes.code(reader, methodAt, buffer);
            methodAt = MethodBytes.next(reader, methodAt);
            if (codeAt == 0) {
                boolean replaced = NativesInJava.replace(cv, owner, access, name, descriptor);
                return replaced ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            MethodRewriter.Shape shape = shape(owner, version, access, name, descriptor, isInterface);
            shape.isInitializer = guarded && name.equals("<clinit>");
            boolean isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
            int written = isSynchronized ? access & ~Opcodes.ACC_SYNCHRONIZED | SynchronizedFlag.marker(version) : access;
            String writtenName = isSignalDispatch(name) ? Names.WRAPPER.concat(name) : name;
            MethodVisitor next = super.visitMethod(written, writtenName, descriptor, signature, exceptions);
            return new ErrorHandlers(new Body(next, shape, name, descriptor), new MonitorHandlers(new Instructions(classFile, codeAt)));
        }

        private boolean isSignalDispatch(String name) {
            return owner.equals(DISPATCH) && name.equals("dispatch");
        }

        @Override
        public void visitEnd() {
            for (AddedField f : AddedField.of(owner)) {
                FieldVisitor added = super.visitField(f.access(), f.name(), f.descriptor(), null, null);
                added.visitEnd();
            }
            for (NativeHook hook : hooks.declaredIn(owner)) {
                int access = members.access(hook.name(), hook.descriptor());
                if (access == -1) {
                    throw new IllegalStateException("this JDK has no " + hook.owner() + "." + hook.name() + hook.descriptor());
                }
                NativeWrapper.add(cv, hook, owner, access, isInterface);
            }
            raw.addAccessors(cv, owner, members);
            NativesInJava.addOverrides(cv, owner);
            if (owner.equals("java/lang/ref/WeakReference")) {
                addWeakGet();
            }
            if (owner.equals(DISPATCH)) {
                addSignalDispatch();
            }
            super.visitEnd();
        }

        /** {@code Reference.get} is special to the VM whatever its code, so weak references get one of their own. */
        private void addWeakGet() {
            MethodVisitor m = cv.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "get", "()Ljava/lang/Object;", null, null);
            m.visitAnnotation("Ljdk/internal/vm/annotation/Hidden;", true).visitEnd();
            m.visitCode();
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/ref/Reference", "get", "()Ljava/lang/Object;", false);
            m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/BackstepReferences", "got",
                    "(Ljava/lang/ref/Reference;Ljava/lang/Object;)Ljava/lang/Object;", false);
            m.visitInsn(Opcodes.ARETURN);
            m.visitMaxs(2, 1);
            m.visitEnd();
        }

        /** The VM calls {@code dispatch}: the original runs between taking and giving back the baton, or not at all. */
        private void addSignalDispatch() {
            MethodVisitor m = cv.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "dispatch", "(I)V", null, null);
            Label ignored = new Label();
            m.visitCode();
            m.visitVarInsn(Opcodes.ILOAD, 0);
            m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/BackstepSignals", "dispatching", "(I)Z", false);
            m.visitJumpInsn(Opcodes.IFEQ, ignored);
            m.visitVarInsn(Opcodes.ILOAD, 0);
            m.visitMethodInsn(Opcodes.INVOKESTATIC, DISPATCH, "backstep$dispatch", "(I)V", false);
            m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/BackstepSignals", "dispatched", "()V", false);
            m.visitLabel(ignored);
            m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            m.visitInsn(Opcodes.RETURN);
            m.visitMaxs(1, 1);
            m.visitEnd();
        }

        private final class Body extends MethodRewriter {
            private final SpecialMethods.Code entry;
            private final SpecialMethods.Code exit;

            Body(MethodVisitor next, Shape shape, String name, String descriptor) {
                super(next, shape);
                entry = SpecialMethods.entry(owner, name, descriptor);
                exit = SpecialMethods.exit(owner, name, descriptor);
            }

            @Override
            void prologue() {
                if (entry != null) {
                    entry.emit(mv);
                }
            }

            @Override
            void epilogue(int returnOpcode) {
                if (exit != null) {
                    exit.emit(mv);
                }
            }

            @Override
            public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
                super.visitFieldInsn(opcode, fieldOwner, isInterruptedFlag(fieldOwner, name) ? "backstep$interrupted" : name, descriptor);
            }

            @Override
            public void visitMethodInsn(int opcode, String callOwner, String name, String descriptor, boolean itf) {
                NativeHook hook = hooks.find(callOwner, name, descriptor);
                if (hook != null) {
                    mv.visitMethodInsn(opcode, callOwner, Names.WRAPPER.concat(name), descriptor, itf);
                    if (name.equals("getVmArguments0")) {
                        mv.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/BackstepSession", "withoutOurs",
                                "([Ljava/lang/String;)[Ljava/lang/String;", false);
                    }
                } else {
                    super.visitMethodInsn(opcode, callOwner, name, descriptor, itf);
                }
            }
        }
    }
}
