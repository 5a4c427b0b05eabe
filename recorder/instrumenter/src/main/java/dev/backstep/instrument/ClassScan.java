package dev.backstep.instrument;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Looks through the bytes of a class for methods that have to be rewritten. Most need not: they are copied whole, which
 * costs a fraction. A method is found too often rather than too seldom.
 *
 * <p>Also runs inside the debuggee, mostly interpreted: no lambdas, no streams, no objects per instruction.
 */
final class ClassScan {
    /** Bytes of each instruction from opcode 0 to 201, as characters; 0: variable (switches, wide). */
    private static final String LENGTHS = lengths();
    private static final int WIDE = 196;
    private static final int TAG_METHOD_HANDLE = 15;
    private static final int UNKNOWN = 0;
    private static final int PLAIN = 1;
    private static final int HOOKED = 2;

    private final ClassReader reader;
    private final char[] buffer;
    private final Set<String> signatureClasses;
    /** By index in the constant pool: is a call of that method of interest? */
    private final byte[] calls;
    private final boolean hasHookedHandles;

    /** @param facts with the signatures of all methods */
    ClassScan(ClassReader reader, ClassFacts facts) {
        this.reader = reader;
        buffer = new char[reader.getMaxStringLength()];
        calls = new byte[reader.getItemCount()];
        signatureClasses = new HashSet<>();
        String[] names = facts.signatureClasses();
        for (int i = 0; i < names.length; i++) {
            signatureClasses.add(names[i].replace('.', '/'));
        }
        hasHookedHandles = hasHookedHandles();
    }

    private static String lengths() {
        char[] length = new char[202];
        for (int i = 0; i < length.length; i++) {
            length[i] = 1;
        }
        fill(length, 2, new int[] {16, 18, 188, 169});
        fill(length, 3, new int[] {17, 19, 20, 132, 187, 189, 192, 193, 198, 199});
        fill(length, 4, new int[] {197});
        fill(length, 5, new int[] {185, 186, 200, 201});
        fill(length, 0, new int[] {Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, WIDE});
        fillRange(length, 2, Opcodes.ILOAD, Opcodes.ALOAD);
        fillRange(length, 2, Opcodes.ISTORE, Opcodes.ASTORE);
        fillRange(length, 3, Opcodes.IFEQ, Opcodes.JSR);
        fillRange(length, 3, Opcodes.GETSTATIC, Opcodes.INVOKESTATIC);
        return new String(length);
    }

    private static void fill(char[] length, int value, int[] opcodes) {
        for (int i = 0; i < opcodes.length; i++) {
            length[opcodes[i]] = (char) value;
        }
    }

    private static void fillRange(char[] length, int value, int from, int to) {
        for (int i = from; i <= to; i++) {
            length[i] = (char) value;
        }
    }

    /** @return for each method, in the order of the class file, whether it has to be rewritten */
    boolean[] methods() {
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        at = skipMembers(at);
        int count = reader.readUnsignedShort(at);
        at += 2;
        boolean[] needed = new boolean[count];
        for (int i = 0; i < count; i++) {
            needed[i] = isNeeded(at);
            at = skipMember(at);
        }
        return needed;
    }

    private int skipMembers(int at) {
        int count = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            at = skipMember(at);
        }
        return at;
    }

    private int skipMember(int at) {
        int attributes = reader.readUnsignedShort(at + 6);
        at += 8;
        for (int i = 0; i < attributes; i++) {
            at += 6 + reader.readInt(at + 2);
        }
        return at;
    }

    private boolean isNeeded(int at) {
        int access = reader.readUnsignedShort(at);
        String name = reader.readUTF8(at + 2, buffer);
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0 || name.equals("<clinit>") || name.equals("run") || name.equals("loadClass")) {
            return true;
        }
        int attributes = reader.readUnsignedShort(at + 6);
        int attribute = at + 8;
        for (int i = 0; i < attributes; i++) {
            if (reader.readUTF8(attribute, buffer).equals("Code")) {
                return isCodeOfInterest(attribute + 6, at + 2);
            }
            attribute += 6 + reader.readInt(attribute + 2);
        }
        return false;
    }

    private boolean isCodeOfInterest(int at, int method) {
        int start = at + 8;
        int end = start + reader.readInt(at + 4);
        return resolvesSignatureClass(start) || hasInstruction(start, end, method) || hasHandler(end);
    }

    /** The first instruction resolves a class of a signature: see {@code keepEntryFree}. */
    private boolean resolvesSignatureClass(int at) {
        int opcode = reader.readByte(at);
        String owner;
        if (opcode == Opcodes.NEW) {
            owner = reader.readClass(at + 1, buffer);
        } else if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.INVOKESTATIC) {
            owner = reader.readClass(reader.getItem(reader.readUnsignedShort(at + 1)), buffer);
        } else {
            return opcode == Opcodes.LDC || opcode == Opcodes.LDC + 1;
        }
        return signatureClasses.contains(owner);
    }

    private boolean hasInstruction(int start, int end, int method) {
        int firstRead = -1;
        for (int at = start; at < end;) {
            int opcode = reader.readByte(at);
            if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT || opcode == Opcodes.TABLESWITCH
                    || opcode == Opcodes.LOOKUPSWITCH || opcode == WIDE || opcode >= 200) {
                return true;
            }
            if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR || opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
                if (reader.readShort(at + 1) < 0) {
                    return true;
                }
            } else if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
                firstRead = firstRead < 0 ? at : firstRead;
            } else if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
                if (firstRead >= 0 && isReadBefore(firstRead, at)) {
                    return true;
                }
            } else if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
                if (isHooked(reader.readUnsignedShort(at + 1)) || isSame(reader.readUnsignedShort(at + 1), method)) {
                    return true;
                }
            } else if (hasHookedHandles && (opcode == Opcodes.INVOKEDYNAMIC || opcode >= Opcodes.LDC && opcode <= Opcodes.LDC + 2)) {
                return true;
            }
            at += LENGTHS.charAt(opcode);
        }
        return false;
    }

    private boolean isReadBefore(int from, int write) {
        int field = reader.readUnsignedShort(write + 1);
        for (int at = from; at < write; at += LENGTHS.charAt(reader.readByte(at))) {
            int opcode = reader.readByte(at);
            if ((opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) && reader.readUnsignedShort(at + 1) == field) {
                return true;
            }
        }
        return false;
    }

    private boolean isHooked(int method) {
        byte known = calls[method];
        if (known == UNKNOWN) {
            int item = reader.getItem(method);
            int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
            known = (byte) (isHooked(reader.readClass(item, buffer), reader.readUTF8(nameAndType, buffer),
                    reader.readUTF8(nameAndType + 2, buffer)) ? HOOKED : PLAIN);
            calls[method] = known;
        }
        return known == HOOKED;
    }

    private static boolean isHooked(String owner, String name, String descriptor) {
        return Redirects.find(owner, name, descriptor) != null || Redirects.isPublicNative(owner, name, descriptor)
                || TickPlan.isLock(owner, name);
    }

    /** A call of a method of the same name and descriptor: recursion, perhaps. */
    private boolean isSame(int called, int method) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(reader.getItem(called) + 2));
        return reader.readUnsignedShort(nameAndType) == reader.readUnsignedShort(method)
                && reader.readUnsignedShort(nameAndType + 2) == reader.readUnsignedShort(method + 2);
    }

    private boolean hasHandler(int at) {
        int count = reader.readUnsignedShort(at);
        for (int i = 0; i < count; i++) {
            String type = reader.readClass(at + 8 + 8 * i, buffer);
            if (ApplicationTransformer.catchesOverflow(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasHookedHandles() {
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == TAG_METHOD_HANDLE && reader.readByte(item) >= Opcodes.H_INVOKEVIRTUAL
                    && isHooked(reader.readUnsignedShort(item + 1))) {
                return true;
            }
        }
        return false;
    }
}
