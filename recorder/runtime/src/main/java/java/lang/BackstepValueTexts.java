package java.lang;

import dev.backstep.recording.QueryLayout;

/** Writes values of the program down, as far as that can be done without running code of it. */
final class BackstepValueTexts {
    private BackstepValueTexts() { }

    /** @param kind as {@code QueryLayout} has it. @param number of a primitive, as its bits */
    static void put(int kind, long number, Object reference) {
        if (kind != QueryLayout.VALUE_REFERENCE) {
            BackstepIndex.putByte(kind);
            if (kind != QueryLayout.VALUE_ENTRY) {
                BackstepIndex.putSigned(number);
            }
            return;
        }
        if (reference == null) {
            BackstepIndex.putByte(QueryLayout.VALUE_NULL);
        } else if (reference instanceof String s) {
            BackstepIndex.putByte(QueryLayout.VALUE_STRING);
            BackstepIndex.putUnsigned(s.length());
            BackstepIndex.putString(s, QueryLayout.LONGEST_STRING);
        } else if (!putBox(reference)) {
            putObject(reference);
        }
    }

    private static boolean putBox(Object o) {
        if (o instanceof Integer v) {
            put('I', v.intValue(), null);
        } else if (o instanceof Long v) {
            put('J', v.longValue(), null);
        } else if (o instanceof Boolean v) {
            put('Z', v.booleanValue() ? 1 : 0, null);
        } else if (o instanceof Double v) {
            put('D', Double.doubleToRawLongBits(v.doubleValue()), null);
        } else if (o instanceof Character v) {
            put('C', v.charValue(), null);
        } else if (o instanceof Byte v) {
            put('B', v.byteValue(), null);
        } else if (o instanceof Short v) {
            put('S', v.shortValue(), null);
        } else if (o instanceof Float v) {
            put('F', Float.floatToRawIntBits(v.floatValue()), null);
        } else {
            return false;
        }
        return true;
    }

    private static void putObject(Object o) {
        Class<?> c = o.getClass();
        if (o instanceof Enum<?> e) {
            BackstepIndex.putByte(QueryLayout.VALUE_ENUM);
            BackstepIndex.putString(e.name(), QueryLayout.LONGEST_STRING);     // final: not of the program
            return;
        }
        BackstepIndex.putByte(c.isArray() ? QueryLayout.VALUE_ARRAY : QueryLayout.VALUE_OBJECT);
        BackstepIndex.putString(c.isHidden() ? "hidden class" : c.getName(), QueryLayout.LONGEST_STRING);
        if (c.isArray()) {
            BackstepIndex.putUnsigned(length(o));
        }
    }

    static int length(Object array) {
        if (array instanceof Object[] a) {
            return a.length;
        } else if (array instanceof int[] a) {
            return a.length;
        } else if (array instanceof byte[] a) {
            return a.length;
        } else if (array instanceof char[] a) {
            return a.length;
        } else if (array instanceof long[] a) {
            return a.length;
        } else if (array instanceof double[] a) {
            return a.length;
        } else if (array instanceof float[] a) {
            return a.length;
        } else if (array instanceof short[] a) {
            return a.length;
        }
        return ((boolean[]) array).length;
    }
}
