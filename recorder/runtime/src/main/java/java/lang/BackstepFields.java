package java.lang;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/**
 * Reads fields of objects by name without loading classes of the program: the instrumenter has seen which fields they have. Of
 * classes of the JDK the VM may tell.
 */
final class BackstepFields {
    /** Names of classes of the program, by hash, and beside them their fields: name, space, descriptor. */
    private static String[] classNames = new String[1 << 10];
    private static String[][] fields = new String[1 << 10][];
    private static int count;

    /** What {@link #find} has found. */
    static char type;
    static long offset;

    private BackstepFields() { }

    static void register(String className, String[] namesAndDescriptors) {
        if (count * 2 >= classNames.length) {
            enlarge();
        }
        int i = slot(className);
        if (classNames[i] == null) {
            classNames[i] = className;
            count++;
        }
        fields[i] = namesAndDescriptors;
    }

    private static int slot(String className) {
        int mask = classNames.length - 1;
        int i = className.hashCode() & mask;
        while (classNames[i] != null && !classNames[i].equals(className)) {
            i = i + 1 & mask;
        }
        return i;
    }

    private static void enlarge() {
        String[] oldNames = classNames;
        String[][] oldFields = fields;
        classNames = new String[oldNames.length * 2];
        fields = new String[oldNames.length * 2][];
        for (int k = 0; k < oldNames.length; k++) {
            if (oldNames[k] != null) {
                int i = slot(oldNames[k]);
                classNames[i] = oldNames[k];
                fields[i] = oldFields[k];
            }
        }
    }

    /** Finds an instance field of an object, the nearest to its class. @return false if it has none of this name */
    static boolean find(Object o, String name) {
        for (Class<?> c = o.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
            if (c.isHidden()) {
                continue;
            }
            String[] known = fields[slot(c.getName())];
            char found = known != null ? typeOf(known, name) : isOfJdk(c) ? typeOf(c, name) : 0;
            if (found != 0) {
                type = found;
                offset = BackstepBaton.unsafe().objectFieldOffset(c, name);
                return true;
            }
        }
        return false;
    }

    private static char typeOf(String[] known, String name) {
        for (int i = 0; i < known.length; i++) {
            String field = known[i];
            if (field.length() > name.length() && field.charAt(name.length()) == ' ' && field.startsWith(name)) {
                return field.charAt(name.length() + 1);
            }
        }
        return 0;
    }

    private static boolean isOfJdk(Class<?> c) {
        ClassLoader loader = c.getClassLoader0();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static char typeOf(Class<?> c, String name) {
        Field[] all = BackstepRaw.java_lang_Class$$getDeclaredFields0(c, false);
        for (int i = 0; i < all.length; i++) {
            if (all[i].getName().equals(name) && !Modifier.isStatic(all[i].getModifiers())) {
                return all[i].getType().descriptorString().charAt(0);
            }
        }
        return 0;
    }

    /** The value at {@link #offset}: as its bits, or as {@link #reference}. */
    static long number(Object o) {
        Unsafe u = BackstepBaton.unsafe();
        switch (type) {
            case 'Z': return u.getBoolean(o, offset) ? 1 : 0;
            case 'B': return u.getByte(o, offset);
            case 'C': return u.getChar(o, offset);
            case 'S': return u.getShort(o, offset);
            case 'J': case 'D': return u.getLong(o, offset);
            default: return u.getInt(o, offset);
        }
    }

    static Object reference(Object o) {
        return BackstepBaton.unsafe().getReference(o, offset);
    }
}
