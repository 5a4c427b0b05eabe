package dev.backstep.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The way from the runtime to natives and private fields of the JDK. {@code BackstepRaw} declares what is wanted, by
 * name; this class adds an accessor to each class in question and gives the stubs their bodies.
 */
final class RawAccess {
    private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

    /** One stub: {@code get$a_b_C$$f} and so on. */
    private record Stub(String kind, String owner, String member, String name, String descriptor) {
        String accessor() {
            return switch (kind) {
                case "get" -> Names.GET + member;
                case "put" -> Names.PUT + member;
                default -> Names.RAW + member;
            };
        }
    }

    private static final String FACTS = RuntimeClasses.FACTS;
    private static final String TRANSFORM = "([BIIZL" + FACTS + ";)[B";
    private static final String RAW_TRANSFORM = "([BIIZLjava/lang/Object;)[B";

    private final Map<String, List<Stub>> byOwner = new HashMap<>();
    private final byte[] stubs;

    /** @param stubs class file of {@code BackstepRaw} */
    RawAccess(byte[] stubs) {
        this.stubs = stubs;
        new ClassReader(stubs).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                Stub stub = parse(name, descriptor);
                if (stub != null) {
                    byOwner.computeIfAbsent(stub.owner, owner -> new ArrayList<>()).add(stub);
                }
                return null;
            }
        }, ClassReader.SKIP_CODE);
    }

    private static Stub parse(String name, String descriptor) {
        int split = name.indexOf("$$");
        if (split < 0) {
            return null;
        }
        String kind = name.startsWith("get$") || name.startsWith("put$") ? name.substring(0, 3) : "call";
        String owner = name.substring(kind.equals("call") ? 0 : 4, split).replace('_', '/');
        return new Stub(kind, owner, name.substring(split + 2), name, descriptor);
    }

    boolean concerns(String owner) {
        return byOwner.containsKey(owner);
    }

    /**
     * Adds the accessors of one class.
     *
     * @param members fields ({@code name → descriptor}) and methods ({@code name → access}) of the class, see {@link Members}
     */
    void addAccessors(ClassVisitor to, String owner, Members members) {
        for (Stub stub : byOwner.getOrDefault(owner, List.of())) {
            Type[] arguments = Type.getArgumentTypes(stub.descriptor);
            Type result = Type.getReturnType(stub.descriptor);
            MethodVisitor code = begin(to, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, stub.accessor(), stub.descriptor);
            int slot = 0;
            for (int i = 0; i < arguments.length; i++) {
                code.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), slot);
                slot += arguments[i].getSize();
                if (i == 0 && arguments[0].getSort() == Type.OBJECT && !arguments[0].getInternalName().equals(owner) && isReceiver(stub, members)) {
                    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
                }
            }
            access(code, stub, arguments, result, members);
            code.visitInsn(result.getOpcode(Opcodes.IRETURN));
            code.visitMaxs(slot + 2, slot);
            code.visitEnd();
        }
    }

    private static boolean isReceiver(Stub stub, Members members) {
        return switch (stub.kind) {
            case "get", "put" -> !members.isStaticField(stub.member);
            default -> !members.isStaticMethod(stub.member);
        };
    }

    private static void access(MethodVisitor code, Stub stub, Type[] arguments, Type result, Members members) {
        if (stub.kind.equals("call")) {
            boolean isStatic = members.isStaticMethod(stub.member);
            Type[] declared = isStatic ? arguments : java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
            code.visitMethodInsn(isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL, stub.owner, stub.member,
                    members.methodDescriptor(stub.member, declared, result), false);
            return;
        }
        String descriptor = members.fieldDescriptor(stub.member);
        boolean isStatic = members.isStaticField(stub.member);
        if (stub.kind.equals("get")) {
            code.visitFieldInsn(isStatic ? Opcodes.GETSTATIC : Opcodes.GETFIELD, stub.owner, stub.member, descriptor);
        } else {
            Type value = arguments[arguments.length - 1];
            if (!value.getDescriptor().equals(descriptor)) {
                code.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(descriptor).getInternalName());
            }
            code.visitFieldInsn(isStatic ? Opcodes.PUTSTATIC : Opcodes.PUTFIELD, stub.owner, stub.member, descriptor);
        }
    }

    /**
     * The class {@code BackstepRaw} with bodies.
     *
     * @param transformer internal name of the application transformer inside the image
     */
    byte[] withBodies(String transformer) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V21, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, "java/lang/BackstepRaw", null, "java/lang/Object", null);
        for (List<Stub> list : byOwner.values()) {
            for (Stub stub : list) {
                forward(writer, stub.name, stub.descriptor, stub.owner, stub.accessor(), stub.descriptor);
            }
        }
        MethodVisitor code = begin(writer, Opcodes.ACC_STATIC, "transform", RAW_TRANSFORM);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ILOAD, 3);
        code.visitVarInsn(Opcodes.ALOAD, 4);
        code.visitTypeInsn(Opcodes.CHECKCAST, FACTS);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, transformer, "transform", TRANSFORM, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(5, 5);
        code.visitEnd();
        newFacts(writer);
        facts(writer, "className", "()Ljava/lang/String;");
        facts(writer, "sourceFile", "()Ljava/lang/String;");
        facts(writer, "superName", "()Ljava/lang/String;");
        facts(writer, "fields", "()[Ljava/lang/String;");
        facts(writer, "siteMethods", "()[Ljava/lang/String;");
        facts(writer, "siteCounts", "()[I");
        facts(writer, "siteLines", "()[I");
        facts(writer, "signatureClasses", "()[Ljava/lang/String;");
        facts(writer, "reflected", "()[Ljava/lang/String;");
        facts(writer, "loopMethods", "()[Ljava/lang/String;");
        facts(writer, "loopEnds", "()[I");
        facts(writer, "foundErrorPlaces", "()[I");
        addErrorPlace(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void newFacts(ClassVisitor to) {
        MethodVisitor code = begin(to, Opcodes.ACC_STATIC, "newFacts", "(ILjava/lang/String;)Ljava/lang/Object;");
        code.visitTypeInsn(Opcodes.NEW, FACTS);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, FACTS, "<init>", "(ILjava/lang/String;)V", false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(4, 2);
        code.visitEnd();
    }

    private static void addErrorPlace(ClassVisitor to) {
        MethodVisitor code = begin(to, Opcodes.ACC_STATIC, "addErrorPlace", "(Ljava/lang/Object;Ljava/lang/String;III)V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.CHECKCAST, FACTS);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ILOAD, 3);
        code.visitVarInsn(Opcodes.ILOAD, 4);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FACTS, "addErrorPlace", "(Ljava/lang/String;III)V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(5, 5);
        code.visitEnd();
    }

    private static void facts(ClassVisitor to, String name, String descriptor) {
        MethodVisitor code = begin(to, Opcodes.ACC_STATIC, name, "(Ljava/lang/Object;)" + descriptor.substring(2));
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.CHECKCAST, FACTS);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FACTS, name, descriptor, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 1);
        code.visitEnd();
    }

    private static void forward(ClassVisitor to, String name, String descriptor, String owner, String target, String targetDescriptor) {
        MethodVisitor code = begin(to, Opcodes.ACC_STATIC, name, descriptor);
        int slot = 0;
        for (Type t : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(t.getOpcode(Opcodes.ILOAD), slot);
            slot += t.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, target, targetDescriptor, false);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        code.visitMaxs(slot + 2, slot);
        code.visitEnd();
    }

    private static MethodVisitor begin(ClassVisitor to, int access, String name, String descriptor) {
        MethodVisitor code = to.visitMethod(access, name, descriptor, null, null);
        code.visitAnnotation(HIDDEN, true).visitEnd();
        code.visitCode();
        return code;
    }
}
