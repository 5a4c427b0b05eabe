package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;

/**
 * What is known of the methods that a class calls, by their index in its constant pool.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class CalledMethods {
    private static final int KNOWN = 1;
    private static final int HOOKED = 2;
    private static final int CONSTRUCTOR = 4;
    private static final int LOCK = 8;
    private static final int PURE = 16;

    private final ClassReader reader;
    private final char[] buffer;
    private final byte[] facts;

    CalledMethods(ClassReader reader, char[] buffer) {
        this.reader = reader;
        this.buffer = buffer;
        facts = new byte[reader.getItemCount()];
    }

    /** A call of it becomes another one, or it takes a lock. */
    boolean isHooked(int method) {
        return (facts(method) & (HOOKED | LOCK)) != 0;
    }

    boolean isConstructor(int method) {
        return (facts(method) & CONSTRUCTOR) != 0;
    }

    /** Of {@code java.util.concurrent}: takes a lock. */
    boolean isLock(int method) {
        return (facts(method) & LOCK) != 0;
    }

    /** Ends soon, and other threads neither see nor influence it. */
    boolean isPure(int method) {
        return (facts(method) & PURE) != 0;
    }

    /** Has that name and descriptor (places of their indices in the class file). */
    boolean isNamed(int method, int name, int descriptor) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(reader.getItem(method) + 2));
        return reader.readUnsignedShort(nameAndType) == reader.readUnsignedShort(name)
                && reader.readUnsignedShort(nameAndType + 2) == reader.readUnsignedShort(descriptor);
    }

    private int facts(int method) {
        int known = facts[method];
        if (known == 0) {
            int item = reader.getItem(method);
            int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
            known = facts(reader.readClass(item, buffer), reader.readUTF8(nameAndType, buffer), reader.readUTF8(nameAndType + 2, buffer));
            facts[method] = (byte) known;
        }
        return known;
    }

    private static int facts(String owner, String name, String descriptor) {
        int found = KNOWN;
        if (Redirects.find(owner, name, descriptor) != null || Redirects.isPublicNative(owner, name, descriptor)) {
            found |= HOOKED;
        }
        if (name.equals("<init>")) {
            found |= CONSTRUCTOR;
        }
        if (isLock(owner, name)) {
            found |= LOCK;
        }
        if (isPure(owner, name)) {
            found |= PURE;
        }
        return found;
    }

    private static boolean isLock(String owner, String name) {
        return (owner.startsWith("java/util/concurrent/locks/") || owner.equals("java/util/concurrent/Semaphore"))
                && (name.startsWith("lock") || name.startsWith("acquire") || name.equals("tryLock"));
    }

    private static boolean isPure(String owner, String name) {
        if (owner.equals("java/lang/Math") || owner.equals("java/lang/StrictMath")) {
            return !name.equals("random");
        }
        return owner.equals("java/lang/String") && (name.equals("charAt") || name.equals("length"));
    }
}
