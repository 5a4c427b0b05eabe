package dev.backstep.instrument;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Public natives that programs call directly, by reflection or through subclasses, so that rewriting call sites is not
 * enough.
 */
final class NativesInJava {
    private static final String FILE = "java/io/RandomAccessFile";
    private static final String OBJECT = "java/lang/Object";
    private static final String COLLECTOR = "sun/management/GarbageCollectorImpl";
    /** What the VM's collectors are instances of. */
    private static final String COLLECTOR_SUBCLASS = "com/sun/management/internal/GarbageCollectorExtImpl";

    private NativesInJava() { }

    static boolean concern(String owner) {
        return Set.of(FILE, COLLECTOR_SUBCLASS, OBJECT).contains(owner);
    }

    /** @return true if the native was replaced by a method in Java: a hook can do with other natives what it did */
    static boolean replace(ClassVisitor to, String owner, int access, String name, String descriptor) {
        if (!owner.equals(FILE) || !name.equals("getFilePointer")) {
            return false;
        }
        MethodVisitor m = to.visitMethod(access & ~Opcodes.ACC_NATIVE, name, descriptor, null, new String[] {"java/io/IOException"});
        m.visitCode();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitFieldInsn(Opcodes.GETFIELD, FILE, "fd", "Ljava/io/FileDescriptor;");
        m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/BackstepMappings", "filePointer", "(Ljava/io/FileDescriptor;)J", false);
        m.visitInsn(Opcodes.LRETURN);
        m.visitMaxs(2, 1);
        m.visitEnd();
        return true;
    }

    /** Natives of a superclass are overridden by methods that call the wrapper there. */
    static void addOverrides(ClassVisitor to, String owner) {
        if (owner.equals(COLLECTOR_SUBCLASS)) {
            addOverride(to, "getCollectionCount");
            addOverride(to, "getCollectionTime");
        } else if (owner.equals(OBJECT)) {
            addNotify(to, "notify");
            addNotify(to, "notifyAll");
        }
    }

    /** What reflection calls in the place of a native of {@code Object}, which has to stay as it is. */
    private static void addNotify(ClassVisitor to, String name) {
        MethodVisitor m = to.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC, Names.WRAPPER.concat(name), "()V", null, null);
        m.visitAnnotation("Ljdk/internal/vm/annotation/Hidden;", true).visitEnd();
        m.visitCode();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKESTATIC, MethodRewriter.MONITORS, name, "(Ljava/lang/Object;)V", false);
        m.visitInsn(Opcodes.RETURN);
        m.visitMaxs(1, 1);
        m.visitEnd();
    }

    private static void addOverride(ClassVisitor to, String name) {
        MethodVisitor m = to.visitMethod(Opcodes.ACC_PUBLIC, name, "()J", null, null);
        m.visitCode();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, COLLECTOR, Names.WRAPPER.concat(name), "()J", false);
        m.visitInsn(Opcodes.LRETURN);
        m.visitMaxs(2, 1);
        m.visitEnd();
    }
}
