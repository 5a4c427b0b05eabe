package java.lang;

import dev.backstep.recording.EventCodes;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/**
 * Values in the log: what natives return or fill in. Objects of the JDK's own small data classes (attributes,
 * addresses, stack trace elements) go field by field; graphs of {@code java.net} addresses go whole.
 */
final class BackstepValues {
    private BackstepValues() { }

    // ------------------------------------------------------------------------------------------------ record

    static void log(Object o) {
        seenCount = 0;
        logNested(o);
    }

    /** Objects of the value that is being logged or read, in order of appearance: graphs may have cycles. */
    private static Object[] seen = new Object[64];
    private static int seenCount;

    private static void see(Object o) {
        if (seenCount == seen.length) {
            Object[] larger = new Object[seenCount * 2];
            System.arraycopy(seen, 0, larger, 0, seenCount);
            seen = larger;
        }
        seen[seenCount++] = o;
    }

    private static int indexOf(Object o) {
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == o) {
                return i;
            }
        }
        return -1;
    }

    private static void logNested(Object o) {
        if (o == null) {
            BackstepLog.putByte(EventCodes.TAG_NULL);
        } else if (o instanceof String) {
            BackstepLog.putString((String) o);
        } else if (o instanceof byte[]) {
            byte[] b = (byte[]) o;
            BackstepLog.putByte(EventCodes.TAG_BYTES);
            BackstepLog.putUnsigned(b.length);
            BackstepLog.putArray(b, 0, b.length);
        } else if (o instanceof int[]) {
            int[] a = (int[]) o;
            BackstepLog.putByte(EventCodes.TAG_INT_ARRAY);
            BackstepLog.putUnsigned(a.length);
            for (int i = 0; i < a.length; i++) {
                BackstepLog.putSigned(a[i]);
            }
        } else if (o instanceof long[]) {
            long[] a = (long[]) o;
            BackstepLog.putByte(EventCodes.TAG_LONG_ARRAY);
            BackstepLog.putUnsigned(a.length);
            for (int i = 0; i < a.length; i++) {
                BackstepLog.putSigned(a[i]);
            }
        } else if (o instanceof Object[]) {
            Object[] a = (Object[]) o;
            BackstepLog.putByte(EventCodes.TAG_OBJECT_ARRAY);
            BackstepLog.putString(o.getClass().getComponentType().getName());
            BackstepLog.putUnsigned(a.length);
            for (int i = 0; i < a.length; i++) {
                logNested(a[i]);
            }
        } else if (o instanceof Enum) {
            BackstepLog.putByte(EventCodes.TAG_ENUM);
            BackstepLog.putString(((Enum<?>) o).getDeclaringClass().getName());
            BackstepLog.putString(((Enum<?>) o).name());
        } else {
            logObject(o);
        }
    }

    private static void logObject(Object o) {
        int known = indexOf(o);
        if (known >= 0) {
            BackstepLog.putByte(EventCodes.TAG_SEEN);
            BackstepLog.putUnsigned(known);
            return;
        }
        see(o);
        BackstepLog.putByte(EventCodes.TAG_OBJECT);
        BackstepLog.putString(o.getClass().getName());
        logFieldsOf(o);
    }

    /** The fields of an argument that a native filled in: an object without a class name. */
    static void logFields(Object o) {
        seenCount = 0;
        if (o == null) {
            BackstepLog.putByte(EventCodes.TAG_NULL);
            return;
        }
        BackstepLog.putByte(EventCodes.TAG_OBJECT);
        BackstepLog.putString(null);
        logFieldsOf(o);
    }

    private static void logFieldsOf(Object o) {
        Field[] fields = fields(o.getClass());
        BackstepLog.putUnsigned(fields.length);
        Unsafe u = BackstepBaton.unsafe();
        for (int i = 0; i < fields.length; i++) {
            long at = u.objectFieldOffset(fields[i]);
            Class<?> t = fields[i].getType();
            if (!t.isPrimitive()) {
                logNested(u.getReference(o, at));
                continue;
            }
            BackstepLog.putByte(EventCodes.TAG_NUMBER);
            BackstepLog.putSigned(primitive(u, o, at, t));
        }
    }

    private static long primitive(Unsafe u, Object o, long at, Class<?> t) {
        if (t == int.class) {
            return u.getInt(o, at);
        } else if (t == long.class || t == double.class) {
            return u.getLong(o, at);
        } else if (t == boolean.class) {
            return u.getBoolean(o, at) ? 1 : 0;
        } else if (t == short.class || t == char.class) {
            return u.getShort(o, at);
        } else if (t == float.class) {
            return u.getInt(o, at);
        }
        return u.getByte(o, at);
    }

    // ------------------------------------------------------------------------------------------------ replay

    static Object read() {
        seenCount = 0;
        return readNested();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object readNested() {
        int tag = BackstepLogReader.get();
        switch (tag) {
            case EventCodes.TAG_NULL:
                return null;
            case EventCodes.TAG_LATIN1:
            case EventCodes.TAG_UTF16:
                return BackstepLogReader.stringOf(tag);
            case EventCodes.TAG_BYTES: {
                byte[] b = new byte[(int) BackstepLogReader.unsigned()];
                BackstepLogReader.getArray(b, 0, b.length);
                return b;
            }
            case EventCodes.TAG_INT_ARRAY: {
                int[] a = new int[(int) BackstepLogReader.unsigned()];
                for (int i = 0; i < a.length; i++) {
                    a[i] = (int) BackstepLogReader.signed();
                }
                return a;
            }
            case EventCodes.TAG_LONG_ARRAY: {
                long[] a = new long[(int) BackstepLogReader.unsigned()];
                for (int i = 0; i < a.length; i++) {
                    a[i] = BackstepLogReader.signed();
                }
                return a;
            }
            case EventCodes.TAG_OBJECT_ARRAY: {
                Class<?> component = find(BackstepLogReader.string());
                int n = (int) BackstepLogReader.unsigned();
                Object[] a = (Object[]) Array.newInstance(component, n);
                for (int i = 0; i < n; i++) {
                    a[i] = readNested();
                }
                return a;
            }
            case EventCodes.TAG_OBJECT: {
                Object o = allocate(find(BackstepLogReader.string()));
                see(o);
                readFieldsOf(o);
                return o;
            }
            case EventCodes.TAG_SEEN:
                return seen[(int) BackstepLogReader.unsigned()];
            case EventCodes.TAG_ENUM: {
                Class c = find(BackstepLogReader.string());
                return Enum.valueOf(c, BackstepLogReader.string());
            }
            default:
                BackstepSession.diverged("value tag ", tag, "a value of the program", 0);
                return null;
        }
    }

    static void readFields(Object o) {
        seenCount = 0;
        if (BackstepLogReader.get() == EventCodes.TAG_NULL) {
            return;
        }
        BackstepLogReader.string();
        readFieldsOf(o);
    }

    private static void readFieldsOf(Object o) {
        int count = (int) BackstepLogReader.unsigned();
        Field[] fields = fields(o.getClass());
        if (count != fields.length) {
            BackstepSession.diverged("fields: ", count, "fields: ", fields.length);
        }
        Unsafe u = BackstepBaton.unsafe();
        for (int i = 0; i < count; i++) {
            long at = u.objectFieldOffset(fields[i]);
            Class<?> t = fields[i].getType();
            if (!t.isPrimitive()) {
                u.putReference(o, at, readNested());
            } else {
                BackstepLogReader.get();
                putPrimitive(u, o, at, t, BackstepLogReader.signed());
            }
        }
    }

    private static void putPrimitive(Unsafe u, Object o, long at, Class<?> t, long v) {
        if (t == int.class || t == float.class) {
            u.putInt(o, at, (int) v);
        } else if (t == long.class || t == double.class) {
            u.putLong(o, at, v);
        } else if (t == boolean.class) {
            u.putBoolean(o, at, v != 0);
        } else if (t == short.class || t == char.class) {
            u.putShort(o, at, (short) v);
        } else {
            u.putByte(o, at, (byte) v);
        }
    }

    static Object allocate(Class<?> c) {
        try {
            return BackstepBaton.unsafe().allocateInstance(c);
        } catch (InstantiationException e) {
            throw new InternalError(e);
        }
    }

    /** A class of the JDK, or a primitive array, by name. */
    static Class<?> find(String name) {
        try {
            return BackstepRaw.java_lang_Class$$forName0(name, false, null, null);
        } catch (ClassNotFoundException e) {
            try {
                return Class.forName(name, false, ClassLoader.getSystemClassLoader());
            } catch (ClassNotFoundException e2) {
                throw new InternalError(e2);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ fields

    /**
     * The instance fields that count, superclass first. Not by {@code getDeclaredFields}: its cache is a soft reference,
     * and looking at one may itself be an event.
     */
    private static Field[] fields(Class<?> c) {
        boolean deep = isDeep(c);
        Field[] all = new Field[64];
        int n = 0;
        for (; c != Object.class; c = c.getSuperclass()) {
            Field[] declared = BackstepRaw.java_lang_Class$$getDeclaredFields0(c, false);
            for (int i = 0; i < declared.length; i++) {
                Field f = declared[i];
                if (!Modifier.isStatic(f.getModifiers()) && counts(f.getType(), deep)) {
                    all[n++] = f;
                }
            }
        }
        Field[] exact = new Field[n];
        for (int i = 0; i < n; i++) {
            exact[i] = all[i];
        }
        return exact;
    }

    private static boolean isDeep(Class<?> c) {
        String name = c.getName();
        return name.startsWith("java.net.") || name.startsWith("java.lang.management.") || name.startsWith("sun.management.");
    }

    private static boolean counts(Class<?> t, boolean deep) {
        return t.isPrimitive() || t == String.class || t == byte[].class || t == String[].class || t == long[].class
                || deep && t != Class.class;
    }
}
