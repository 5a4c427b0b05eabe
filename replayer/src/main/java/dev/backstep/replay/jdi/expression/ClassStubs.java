package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files that a compiler can look up names in: declarations only, and all of them public, because whoever debugs a
 * program may see all of it.
 */
final class ClassStubs {
    private static final int ACCESS = Opcodes.ACC_PUBLIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED;

    private ClassStubs() { }

    private static int open(int access) {
        return access & ~ACCESS | Opcodes.ACC_PUBLIC;
    }

    /** From a class file. */
    static byte[] of(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
                super.visit(version, open(access), name, signature, superName, interfaces);
            }

            @Override
            public void visitInnerClass(String name, String outerName, String innerName, int access) {
                super.visitInnerClass(name, outerName, innerName, open(access));
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                return super.visitField(open(access), name, descriptor, signature, value);
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return super.visitMethod(open(access), name, descriptor, signature, exceptions);
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** From a loaded class, whose file is not to be found. */
    static byte[] of(ReferenceType type) {
        ClassWriter writer = new ClassWriter(0);
        boolean isInterface = type instanceof InterfaceType;
        String superclass = type instanceof ClassType c && c.superclass() != null ? internal(c.superclass()) : "java/lang/Object";
        List<InterfaceType> interfaces = type instanceof ClassType c ? c.interfaces() : ((InterfaceType) type).superinterfaces();
        int flags = type.modifiers() & ~Opcodes.ACC_STATIC | (isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_SUPER);
        writer.visit(Opcodes.V17, open(flags), internal(type), type.genericSignature(), superclass,
                interfaces.stream().map(ClassStubs::internal).toArray(String[]::new));
        inner(writer, type);
        nested(writer, type);
        for (Field field : type.fields()) {
            writer.visitField(open(field.modifiers()), field.name(), field.signature(), field.genericSignature(), null).visitEnd();
        }
        for (Method method : type.methods()) {
            if (!method.isStaticInitializer()) {
                writer.visitMethod(open(method.modifiers()), method.name(), method.signature(), method.genericSignature(), null).visitEnd();
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String internal(ReferenceType type) {
        return type.name().replace('.', '/');
    }

    /** A nested class says so itself. */
    private static void inner(ClassWriter writer, ReferenceType type) {
        String outer = TypeResolver.outerName(type.name());
        if (outer != null) {
            inner(writer, type, outer);
        }
    }

    private static void nested(ClassWriter writer, ReferenceType type) {
        String head = type.name() + "$";
        VirtualMachine vm = type.virtualMachine();
        for (ReferenceType each : vm.allClasses()) {
            if (each.name().startsWith(head) && !(each instanceof ArrayType) && each.name().indexOf('$', head.length()) < 0) {
                inner(writer, each, type.name());
            }
        }
    }

    private static void inner(ClassWriter writer, ReferenceType type, String outer) {
        String simple = type.name().substring(outer.length() + 1);
        if (Character.isJavaIdentifierStart(simple.charAt(0))) {
            writer.visitInnerClass(internal(type), outer.replace('.', '/'), simple, open(type.modifiers()));
        }
    }
}
