package dev.backstep.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * The classes that are added to {@code java.base}: the runtime, and the transformer of application classes with its
 * library. A package cannot be added to {@code java.base} without rebuilding its module graph, so the latter move into
 * one that exists.
 */
final class RuntimeClasses {
    private static final String HOME = "jdk/internal/vm/Backstep_";
    private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";
    static final String TRANSFORMER = HOME + "ApplicationTransformer";
    static final String FACTS = HOME + "ClassFacts";

    private static final List<String> RUNTIME = List.of("BackstepAccesses", "BackstepBaton", "BackstepClassCache", "BackstepClasses", "BackstepClassLoading", "BackstepClock", "BackstepControl", "BackstepDeadlocks", "BackstepDebugRequest", "BackstepDiversion",
            "BackstepErrorPlaces", "BackstepErrors", "BackstepExceptions", "BackstepFields", "BackstepFrame", "BackstepHookNames", "BackstepIndex", "BackstepInitializers", "BackstepLeash", "BackstepLog", "BackstepLogReader", "BackstepLogReader$ErrorAhead",
            "BackstepMappings", "BackstepMarks", "BackstepMonitors", "BackstepOccasions", "BackstepNatives", "BackstepPresent", "BackstepProbes", "BackstepProperties", "BackstepQuestion", "BackstepRaw",
            "BackstepReferences", "BackstepRoom", "BackstepScheduler", "BackstepSession", "BackstepSignals", "BackstepSignatures", "BackstepSites", "BackstepSteps", "BackstepSurvey",
            "BackstepThread", "BackstepThreads", "BackstepThrown", "BackstepTrace", "BackstepValues", "BackstepValueTexts", "BackstepWaiters", "BackstepWatchdog", "BackstepWrites");
    private static final List<String> TRANSFORMERS = List.of("AccessHooks", "ApplicationTransformer", "ApplicationClassRewriter", "CalledMethods", "ClassFacts",
            "ClassScan", "EachInstruction", "ErrorPlaces", "ErrorPlaces$Layout", "Gates", "Instructions", "MethodBytes", "MethodPlan", "MethodRewriter", "MethodRewriter$Shape", "MethodSignatures", "MonitorHandlers", "Names", "PlannedMethod",
            "PositionedReader", "ProbeHooks", "QuestionHooks", "Redirects", "Redirects$Target", "ReturnHooks", "StepHooks", "SteppedMethod", "SynchronizedFlag",
            "ThrowHooks", "TickDensity", "TickPlan", "WatchHooks", "WriteHooks");
    /** What else of this package determines the image. */
    static final List<String> OWN_CLASSES = List.of("AddedField", "ErrorHandlers", "HookTable", "JdkClassTransformer", "JdkClassTransformer$Rewriter",
            "JdkClassTransformer$Rewriter$Body", "JdkClassTransformer$Scan", "MethodRewriter", "NativeWrapper", "RawAccess",
            "SpecialMethods", "SpecialMethods$Code");
    private static final List<String> ASM = List.of("AnnotationVisitor", "AnnotationWriter", "Attribute", "Attribute$Set", "ByteVector",
            "ClassReader", "ClassTooLargeException", "ClassVisitor", "ClassWriter", "ConstantDynamic", "Constants", "Context",
            "CurrentFrame", "Edge", "FieldVisitor", "FieldWriter", "Frame", "Handle", "Handler", "Label", "MethodTooLargeException",
            "MethodVisitor", "MethodWriter", "ModuleVisitor", "ModuleWriter", "Opcodes", "RecordComponentVisitor",
            "RecordComponentWriter", "Symbol", "SymbolTable", "SymbolTable$Entry", "SymbolTable$LabelEntry", "Type", "TypePath",
            "TypeReference");
    private static final List<String> ASM_TREE = List.of("AbstractInsnNode", "AnnotationNode", "FieldInsnNode", "FrameNode", "IincInsnNode",
            "InsnList", "InsnList$InsnListIterator", "InsnNode", "IntInsnNode", "InvokeDynamicInsnNode", "JumpInsnNode", "LabelNode",
            "LdcInsnNode", "LineNumberNode", "LocalVariableAnnotationNode", "LocalVariableNode", "LookupSwitchInsnNode",
            "MethodInsnNode", "MethodNode", "MethodNode$1", "MultiANewArrayInsnNode", "ParameterNode", "TableSwitchInsnNode",
            "TryCatchBlockNode", "TypeAnnotationNode", "TypeInsnNode", "UnsupportedClassVersionException", "Util", "VarInsnNode");

    /**
     * Frames that are larger than their code needs, in slots of 8 bytes, so that the stack overflows there and not in what follows.
     * More than a page, or compiled code takes no notice.
     */
    private static final Map<String, Integer> LARGE_FRAMES = Map.of("BackstepMonitors.enter", 640, "BackstepMonitors.needStack", 1024);

    private RuntimeClasses() { }

    static Map<String, byte[]> forImage(RawAccess raw, List<String> hookNames, String vmOptions) {
        Map<String, byte[]> classes = new TreeMap<>();
        for (String name : RUNTIME) {
            classes.put("java/lang/" + name, ofRuntime(name));
        }
        classes.put("java/lang/BackstepRaw", raw.withBodies(TRANSFORMER));
        move(classes, "dev/backstep/instrument/", TRANSFORMERS);
        move(classes, "org/objectweb/asm/", ASM);
        move(classes, "org/objectweb/asm/tree/", ASM_TREE);
        String all = String.join("\n", classes.keySet()).replace('/', '.');
        classes.put("java/lang/BackstepHookNames", texts(String.join("\n", hookNames), vmOptions, all));
        return classes;
    }

    static byte[] read(String internalName) {
        try (InputStream in = RuntimeClasses.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
            if (in == null) {
                throw new IllegalStateException("incomplete installation: " + internalName + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Map<String, byte[]> classes, String from, List<String> names) {
        for (String name : names) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(read(from + name)).accept(new ClassRemapper(new Newer(writer), new Move()), 0);
            classes.put(new Move().map(from + name), writer.toByteArray());
        }
    }

    /**
     * The archive does not link classes of versions below 50. To be linked when they are used takes time, and an identity hash
     * each, so that it would matter when that is.
     */
    private static final class Newer extends ClassVisitor {
        Newer(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit((version & 0xffff) < Opcodes.V1_6 ? Opcodes.V1_6 : version, access, name, signature, superName, interfaces);
        }
    }

    private static final class Move extends Remapper {
        Move() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String name) {
            if (name.startsWith("org/objectweb/asm/tree/")) {
                return HOME + "tree_" + name.substring("org/objectweb/asm/tree/".length());
            }
            if (name.startsWith("org/objectweb/asm/")) {
                return HOME + "asm_" + name.substring("org/objectweb/asm/".length());
            }
            if (name.startsWith("dev/backstep/instrument/")) {
                return HOME + name.substring("dev/backstep/instrument/".length());
            }
            return name;
        }
    }

    /** All methods become hidden frames: stack traces are those of the program without us. */
    private static byte[] ofRuntime(String className) {
        // Not built on the reader: then it would copy the methods whole, without what is added here.
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(read("java/lang/" + className)).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor m = super.visitMethod(access, name, descriptor, signature, exceptions);
                m.visitAnnotation(HIDDEN, true).visitEnd();
                int slots = LARGE_FRAMES.getOrDefault(className + "." + name, 0);
                return slots == 0 ? m : new MethodVisitor(Opcodes.ASM9, m) {
                    @Override
                    public void visitMaxs(int maxStack, int maxLocals) {
                        super.visitMaxs(maxStack, maxLocals + slots);
                    }
                };
            }
        }, 0);
        return writer.toByteArray();
    }

    private static byte[] texts(String names, String vmOptions, String classNames) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V21, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, "java/lang/BackstepHookNames", null, "java/lang/Object", null);
        text(writer, "all", names);
        text(writer, "vmOptions", vmOptions);
        text(writer, "classes", classNames);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void text(ClassVisitor to, String name, String value) {
        MethodVisitor code = to.visitMethod(Opcodes.ACC_STATIC, name, "()Ljava/lang/String;", null, null);
        code.visitCode();
        code.visitLdcInsn(value);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 0);
        code.visitEnd();
    }
}
