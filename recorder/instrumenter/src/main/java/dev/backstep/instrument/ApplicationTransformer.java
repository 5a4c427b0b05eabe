package dev.backstep.instrument;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Instruments one application class when it is defined: hooks and ticks.
 *
 * <p>Runs inside the debuggee, under another name, while a class is being defined: no lambdas, no streams, no other
 * libraries than ASM.
 */
public final class ApplicationTransformer {
    /** Methods longer than this (bytes of code, roughly) stay below the 64 KiB limit by having no ticks. */
    private static final int MOST_INSTRUCTIONS = 12_000;
    private static final int SCHEDULED = Opcodes.ACC_SYNCHRONIZED;
    /** What is done about a method that has become too large: no ticks, then nothing at all. */
    private static final Integer NO_TICKS = 1;
    private static final Integer UNCHANGED = 2;
    /** Numbers of sites above what an instruction holds are constants of the class; so many it may have. */
    private static final int MOST_CONSTANTS = 60_000;

    private ApplicationTransformer() { }

    /**
     * @param classFile the array that holds the class file
     * @param dense whether to tick densely
     * @param facts receives what the runtime has to know of the class; null for a class of the JDK, which does not tick
     * @return the instrumented class file, or null when nothing has to be changed
     * @throws RuntimeException when this is not a class file that ASM can read
     */
    public static byte[] transform(byte[] classFile, int offset, int length, boolean dense, ClassFacts facts) {
        if (facts == null) {
            return transform(classFile, offset, length, TickDensity.NONE, new ClassFacts());
        }
        return transform(classFile, offset, length, dense ? TickDensity.DENSE : TickDensity.NORMAL, facts);
    }

    static byte[] transform(byte[] classFile, int offset, int length, TickDensity density, ClassFacts facts) {
        ClassReader reader = new ClassReader(classFile, offset, length);
        MethodSignatures.addTo(facts, reader);
        boolean[] needed = density == TickDensity.DENSE ? null : new ClassScan(reader, facts).methods();
        if (isNone(needed) && !facts.hasSteps()) {
            return null;
        }
        return rewrite(reader, density, facts, needed);
    }

    /** Without the scan; for tests. */
    static byte[] transformAll(byte[] classFile, int offset, int length, TickDensity density, ClassFacts facts) {
        return rewrite(new ClassReader(classFile, offset, length), density, facts, null);
    }

    private static byte[] rewrite(ClassReader reader, TickDensity density, ClassFacts facts, boolean[] needed) {
        Map<String, Integer> tooLarge = new HashMap<>();
        for (;;) {
            try {
                ClassWriter writer = new ClassWriter(reader, 0);
                Rewriter rewriter = new Rewriter(writer, density, facts, needed, tooLarge);
                rewriter.steps = facts.hasSteps() && reader.getItemCount() < MOST_CONSTANTS;
                reader.accept(rewriter, 0);
                return writer.toByteArray();
            } catch (MethodTooLargeException e) {
                String method = e.getMethodName().concat(e.getDescriptor());
                Integer before = tooLarge.put(method, tooLarge.containsKey(method) ? UNCHANGED : NO_TICKS);
                if (UNCHANGED.equals(before)) {
                    throw e;
                }
                facts.forget();
            }
        }
    }

    private static boolean isNone(boolean[] needed) {
        if (needed == null) {
            return false;
        }
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean catchesOverflow(String type) {
        return type == null || type.equals("java/lang/Throwable") || type.equals("java/lang/Error")
                || type.equals("java/lang/VirtualMachineError") || type.equals("java/lang/StackOverflowError");
    }

    private static final class Rewriter extends ClassVisitor {
        private final TickDensity density;
        private final ClassFacts facts;
        /** Methods to rewrite, in the order of the class file; null: all. */
        private final boolean[] needed;
        private int methodIndex;
        private final Map<String, Integer> tooLarge;
        private String owner;
        private int version;
        private boolean isInterface;
        private boolean steps;
        private boolean hasSource;

        Rewriter(ClassVisitor next, TickDensity density, ClassFacts facts, boolean[] needed, Map<String, Integer> tooLarge) {
            super(Opcodes.ASM9, next);
            this.density = density;
            this.facts = facts;
            this.needed = needed;
            this.tooLarge = tooLarge;
        }

        @Override
        public void visit(int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
            facts.setName(name);
            // Before 49 there are no class constants, which static synchronized methods need; nothing else is different.
            version = (classVersion & 0xffff) < Opcodes.V1_5 ? Opcodes.V1_5 : classVersion;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public void visitSource(String source, String debug) {
            hasSource = source != null;
            facts.setSource(source);
            super.visitSource(source, debug);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean planned = needed == null || needed[methodIndex++];
            boolean copied = !planned && !steps || UNCHANGED.equals(tooLarge.get(name.concat(descriptor)));
            if (copied || (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
                return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            return new Body(access, name, descriptor, signature, exceptions, planned);
        }

        /** Buffers the method, plans its ticks, then writes it. */
        private final class Body extends MethodNode {
            /** Whether the recording looked for places of ticks here. To look uses up identity hashes, so it must be the same. */
            private final boolean planned;

            Body(int access, String name, String descriptor, String signature, String[] exceptions, boolean planned) {
                super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
                this.planned = planned;
            }

            @Override
            public void visitEnd() {
                if (planned && density != TickDensity.NONE && instructions.size() < MOST_INSTRUCTIONS && !tooLarge.containsKey(name.concat(desc))) {
                    insertTicks();
                }
                MethodRewriter.Shape shape = shapeOf(this);
                if (steps) {
                    new StepHooks(this, facts).insert(!hasSource && owner.indexOf('$') >= 0);
                }
                facts.addLoops(this);
                keepEntryFree();
                int written = shape.isSynchronized ? access & ~SCHEDULED | SynchronizedFlag.marker(version) : access;
                String[] thrown = exceptions.toArray(new String[0]);
                MethodVisitor next = Rewriter.this.cv.visitMethod(written, name, desc, signature, thrown);
                accept(new MethodRewriter(next, shape));
            }

            /** Handlers that may catch a stack overflow show it to the runtime first. */
            private void watchOverflows() {
                Set<LabelNode> handlers = new HashSet<>();
                for (int i = 0; i < tryCatchBlocks.size(); i++) {
                    TryCatchBlockNode block = tryCatchBlocks.get(i);
                    if (catchesOverflow(block.type) && handlers.add(block.handler)) {
                        AbstractInsnNode at = block.handler;
                        while (at.getNext() != null && at.getNext().getOpcode() < 0) {
                            at = at.getNext();
                        }
                        InsnList show = new InsnList();
                        show.add(new InsnNode(Opcodes.DUP));
                        show.add(new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/BackstepExceptions", "caught",
                                "(Ljava/lang/Throwable;)V", false));
                        instructions.insert(at, show);
                    }
                }
            }

            /**
             * The first instruction of a method must not resolve a class: when the VM loads one with a method at its
             * entry, that is on behalf of the compiler.
             */
            private void keepEntryFree() {
                AbstractInsnNode first = instructions.getFirst();
                while (first != null && first.getOpcode() < 0) {
                    first = first.getNext();
                }
                if (first != null && facts.isInSignatures(resolved(first))) {
                    instructions.insertBefore(first, new InsnNode(Opcodes.NOP));
                    if (first.getOpcode() == Opcodes.NEW) {
                        keepUninitialized(first);
                    }
                }
            }

            /** Frames name an uninitialised object by the label of its NEW, which is now behind our instruction. */
            private void keepUninitialized(AbstractInsnNode made) {
                LabelNode moved = new LabelNode();
                instructions.insertBefore(made, moved);
                for (AbstractInsnNode before = instructions.getFirst(); before != moved; before = before.getNext()) {
                    for (AbstractInsnNode n = made; before instanceof LabelNode && n != null; n = n.getNext()) {
                        if (n instanceof FrameNode) {
                            replace(((FrameNode) n).local, before, moved);
                            replace(((FrameNode) n).stack, before, moved);
                        }
                    }
                }
            }

            private void replace(List<Object> types, Object label, Object other) {
                for (int i = 0; types != null && i < types.size(); i++) {
                    if (types.get(i) == label) {
                        types.set(i, other);
                    }
                }
            }

            /** @return the class that an instruction resolves, or null */
            private String resolved(AbstractInsnNode n) {
                if (n instanceof FieldInsnNode) {
                    return ((FieldInsnNode) n).owner;
                } else if (n instanceof MethodInsnNode) {
                    return ((MethodInsnNode) n).owner;
                } else if (n instanceof TypeInsnNode) {
                    return ((TypeInsnNode) n).desc;
                }
                return n instanceof LdcInsnNode && ((LdcInsnNode) n).cst instanceof Type ? ((Type) ((LdcInsnNode) n).cst).getClassName() : null;
            }

            private void insertTicks() {
                TickPlan plan = TickPlan.of(this, density);
                Set<AbstractInsnNode> places = plan.ticks();
                for (AbstractInsnNode place : places) {
                    instructions.insertBefore(place, tick("tick"));
                }
                for (AbstractInsnNode place : plan.recursionTicks()) {
                    instructions.insertBefore(place, tick("recursionTick"));
                }
                watchOverflows();
            }
        }

        private MethodRewriter.Shape shapeOf(MethodNode m) {
            MethodRewriter.Shape shape = new MethodRewriter.Shape();
            shape.owner = owner;
            shape.classVersion = version;
            shape.isStatic = (m.access & Opcodes.ACC_STATIC) != 0;
            shape.isSynchronized = (m.access & Opcodes.ACC_SYNCHRONIZED) != 0 && (shape.isStatic || !overwritesThis(m));
            shape.isRun = !isInterface && !shape.isStatic && m.name.equals("run") && m.desc.equals("()V");
            shape.isApplication = density != TickDensity.NONE;
            shape.isInitializer = m.name.equals("<clinit>");
            shape.isLoadClass = !shape.isStatic && !isInterface && !overwritesThis(m) && m.name.equals("loadClass") && m.desc.equals("(Ljava/lang/String;)Ljava/lang/Class;");
            return shape;
        }

        /** No compiler that we know of does; such a method keeps its own monitor. */
        private static boolean overwritesThis(MethodNode m) {
            for (AbstractInsnNode n = m.instructions.getFirst(); n != null; n = n.getNext()) {
                if (n.getOpcode() >= Opcodes.ISTORE && n.getOpcode() <= Opcodes.ASTORE
                        && ((org.objectweb.asm.tree.VarInsnNode) n).var == 0) {
                    return true;
                }
            }
            return false;
        }

        private static AbstractInsnNode tick(String name) {
            return new MethodInsnNode(Opcodes.INVOKESTATIC, MethodRewriter.SCHEDULER, name, "()V", false);
        }
    }
}
