package java.lang;

import dev.backstep.recording.QueryLayout;
import jdk.internal.misc.Unsafe;

/**
 * The present value of the variable whose writes were asked for. Where no write that we saw gave it that value, code of the class library
 * did ({@code Arrays.fill}, {@code VarHandle}, reflection): then nobody must be named as its writer.
 *
 * <p>Of fields and elements of objects; of static fields a debugger puts it here. Locals are written by the code of their method only.
 */
final class BackstepPresent {
    private static String name;         // null: not a field
    private static String descriptor;
    private static String declaring;

    private static int kind;
    private static long number;
    private static Object reference;
    /** Whether a debugger has put the value here. */
    private static boolean given;

    private BackstepPresent() { }

    /** @param hooks {@code field NAME DESCRIPTOR OWNER,OWNER...}, or of another variable */
    static void of(String[] hooks) {
        if (hooks[0].equals("field")) {
            name = hooks[1];
            descriptor = hooks[2];
            int end = hooks[3].indexOf(',');
            declaring = (end < 0 ? hooks[3] : hooks[3].substring(0, end)).replace('/', '.');
        }
    }

    /** @param index of the element that is meant, -1 for none. @return whether there is a value to compare with */
    static boolean read(Object owner, int index) {
        if (owner == null || BackstepWrites.ofStatic) {
            return given;
        }
        Unsafe u = BackstepBaton.unsafe();
        Class<?> type = owner.getClass();
        if (index >= 0) {
            Class<?> element = type.getComponentType();
            String code = element.isPrimitive() ? element.descriptorString() : "L";
            return read(u, owner, u.arrayBaseOffset(type) + (long) index * u.arrayIndexScale(type), code.charAt(0));
        }
        while (type != null && !type.getName().equals(declaring)) {
            type = type.getSuperclass();
        }
        return type != null && name != null && read(u, owner, u.objectFieldOffset(type, name), descriptor.charAt(0));
    }

    private static boolean read(Unsafe u, Object owner, long offset, char code) {
        kind = code == '[' ? QueryLayout.VALUE_REFERENCE : code;
        reference = null;
        number = 0;
        switch (code) {
            case 'Z' -> number = u.getBoolean(owner, offset) ? 1 : 0;
            case 'B' -> number = u.getByte(owner, offset);
            case 'C' -> number = u.getChar(owner, offset);
            case 'S' -> number = u.getShort(owner, offset);
            case 'I' -> number = u.getInt(owner, offset);
            case 'J' -> number = u.getLong(owner, offset);
            case 'F' -> number = Float.floatToRawIntBits(u.getFloat(owner, offset));
            case 'D' -> number = Double.doubleToRawLongBits(u.getDouble(owner, offset));
            default -> reference = u.getReference(owner, offset);
        }
        return true;
    }

    static boolean is(int otherKind, long otherNumber, Object otherReference) {
        return kind == otherKind && number == otherNumber && reference == otherReference;
    }

    /** What a field or element is before anybody writes to it. */
    static boolean isInitial() {
        return number == 0 && reference == null;
    }

    static void tell() {
        BackstepIndex.putByte(QueryLayout.UNSEEN);
        BackstepValueTexts.put(kind, number, reference);
    }
}
