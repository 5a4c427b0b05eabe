package dev.backstep.instrument;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Fields and methods that a class declares, with the fields that are added to it. */
final class Members {
    private record Member(int access, String descriptor) { }

    private final Map<String, Member> fields = new HashMap<>();
    /** By name, and by name and descriptor. */
    private final Map<String, Member> methods = new HashMap<>();
    private final String owner;

    Members(ClassReader reader) {
        owner = reader.getClassName();
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                fields.put(name, new Member(access, descriptor));
                return null;
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                methods.put(name, new Member(access, descriptor));
                methods.put(name.concat(descriptor), new Member(access, descriptor));
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        for (AddedField f : AddedField.of(owner)) {
            fields.put(f.name(), new Member(f.access(), f.descriptor()));
        }
    }

    boolean isStaticField(String name) {
        return (field(name).access & Opcodes.ACC_STATIC) != 0;
    }

    String fieldDescriptor(String name) {
        return field(name).descriptor;
    }

    boolean isStaticMethod(String name) {
        return (method(name).access & Opcodes.ACC_STATIC) != 0;
    }

    /** The exact descriptor, when the class has it; else that of the only method of the name. */
    String methodDescriptor(String name, Type[] arguments, Type result) {
        Member exact = methods.get(name.concat(Type.getMethodDescriptor(result, arguments)));
        return exact != null ? exact.descriptor : method(name).descriptor;
    }

    /** @return access flags of a method, or -1 when there is none */
    int access(String name, String descriptor) {
        Member m = methods.get(name.concat(descriptor));
        return m == null ? -1 : m.access;
    }

    private Member field(String name) {
        return found(fields.get(name), name);
    }

    private Member method(String name) {
        return found(methods.get(name), name);
    }

    private Member found(Member m, String name) {
        if (m == null) {
            throw new IllegalStateException("this JDK's " + owner + " has no " + name);
        }
        return m;
    }
}
