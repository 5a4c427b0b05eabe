package java.lang;

import dev.backstep.recording.QueryLayout;

/**
 * Writes down what expressions were worth each time a line ran. An expression is a path: a variable, then fields and elements.
 * It is followed here, without running code of the program; what needs more is left to a debugger.
 *
 * <p>Shown by the instrumenter at each execution: {@link #hit}, {@link #self}, {@link #root} for each variable that is there,
 * {@link #done}.
 */
public final class BackstepProbes {
    private static final String PROBLEM_NULL = "null on the way";
    private static final String PROBLEM_BOUNDS = "index out of bounds";
    private static final String PROBLEM_UNKNOWN = "not known here";

    private static boolean on;
    private static long toSkip;
    private static long toTell;

    /** Names of the variables. */
    private static String[] names;
    /** Expressions: the number of a variable, then {@code .field}, {@code [3]} or {@code [$2} (variable 2). */
    private static String[][] paths;

    private static Object self;
    private static char[] types;
    private static long[] numbers;
    private static Object[] references;

    /** The value that a path has led to so far; type 0 if there is none, for this reason. */
    private static char type;
    private static long number;
    private static Object reference;
    private static String problem;

    private BackstepProbes() { }

    /** @param first hits before it are not told. @param expressions paths, separated by semicolons, their parts by slashes */
    static void activate(String[] variables, String expressions, long first, long most) {
        names = variables;
        String[] texts = expressions.isEmpty() ? new String[0] : expressions.split(";");
        paths = new String[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            paths[i] = texts[i].split("/");
        }
        types = new char[variables.length];
        numbers = new long[variables.length];
        references = new Object[variables.length];
        toSkip = first;
        toTell = most;
        on = true;
    }

    public static void hit() {
        self = null;
        for (int i = 0; i < types.length; i++) {
            types[i] = 0;
        }
    }

    public static void self(Object o) {
        self = o;
    }

    public static void root(int i, int v) {
        put(i, 'I', v, null);
    }

    public static void root(int i, long v) {
        put(i, 'J', v, null);
    }

    public static void root(int i, float v) {
        put(i, 'F', Float.floatToRawIntBits(v), null);
    }

    public static void root(int i, double v) {
        put(i, 'D', Double.doubleToRawLongBits(v), null);
    }

    public static void root(int i, boolean v) {
        put(i, 'Z', v ? 1 : 0, null);
    }

    public static void root(int i, byte v) {
        put(i, 'B', v, null);
    }

    public static void root(int i, char v) {
        put(i, 'C', v, null);
    }

    public static void root(int i, short v) {
        put(i, 'S', v, null);
    }

    public static void root(int i, Object v) {
        put(i, 'L', 0, v);
    }

    private static void put(int i, char valueType, long valueNumber, Object valueReference) {
        types[i] = valueType;
        numbers[i] = valueNumber;
        references[i] = valueReference;
    }

    public static void done() {
        BackstepThread t = BackstepScheduler.current;
        if (!on || t.thread != Thread.currentThread()) {
            return;
        }
        if (toSkip > 0) {
            toSkip--;
            return;
        }
        BackstepIndex.putByte(QueryLayout.HIT);
        BackstepIndex.putUnsigned(t.lastStep());
        BackstepIndex.putUnsigned(t.id);
        for (int i = 0; i < paths.length; i++) {
            follow(paths[i]);
            if (type == 0) {
                BackstepIndex.putByte(QueryLayout.VALUE_PROBLEM);
                BackstepIndex.putString(problem, QueryLayout.LONGEST_STRING);
            } else {
                BackstepValueTexts.put(type, number, reference);
            }
        }
        if (--toTell == 0) {
            tell();
            BackstepControl.stopHere();
        }
        self = null;
        for (int i = 0; i < references.length; i++) {
            references[i] = null;
        }
    }

    /** Nothing more comes. */
    static void tell() {
        if (on) {
            on = false;
            BackstepIndex.putByte(QueryLayout.DONE);
            BackstepIndex.flush();
        }
    }

    // ------------------------------------------------------------------------------------------------ paths

    private static void follow(String[] path) {
        variable(Integer.parseInt(path[0]));
        for (int i = 1; i < path.length && type != 0; i++) {
            if (type != 'L') {
                fail(PROBLEM_UNKNOWN);
            } else if (reference == null) {
                fail(PROBLEM_NULL);
            } else if (path[i].charAt(0) == '.') {
                field(path[i].substring(1));
            } else {
                element(path[i]);
            }
        }
    }

    private static void variable(int i) {
        type = types[i];
        number = numbers[i];
        reference = references[i];
        if (type == 0 && names[i].equals("this") && self != null) {
            type = 'L';
            reference = self;
        } else if (type == 0 && self != null) {
            type = 'L';
            reference = self;
            field(names[i]);
        } else if (type == 0) {
            fail(PROBLEM_UNKNOWN);
        }
    }

    private static void fail(String why) {
        type = 0;
        problem = why;
    }

    private static void field(String name) {
        Object o = reference;
        if (o.getClass().isArray() && name.equals("length")) {
            type = 'I';
            number = BackstepValueTexts.length(o);
        } else if (!BackstepFields.find(o, name)) {
            fail(PROBLEM_UNKNOWN);
        } else {
            type = BackstepFields.type;
            if (type == 'L' || type == '[') {
                type = 'L';
                reference = BackstepFields.reference(o);
            } else {
                number = BackstepFields.number(o);
            }
        }
    }

    private static void element(String part) {
        Object array = reference;
        long index;
        if (part.charAt(1) == '$') {
            variable(Integer.parseInt(part.substring(2)));
            if (type != 'I' && type != 'S' && type != 'B' && type != 'C') {
                fail(PROBLEM_UNKNOWN);
                return;
            }
            index = number;
        } else {
            index = Integer.parseInt(part.substring(1));
        }
        if (!array.getClass().isArray()) {
            fail(PROBLEM_UNKNOWN);
        } else if (index < 0 || index >= BackstepValueTexts.length(array)) {
            fail(PROBLEM_BOUNDS);
        } else {
            element(array, (int) index);
        }
    }

    private static void element(Object array, int i) {
        type = 'L';
        if (array instanceof Object[] a) {
            reference = a[i];
        } else if (array instanceof int[] a) {
            primitive('I', a[i]);
        } else if (array instanceof long[] a) {
            primitive('J', a[i]);
        } else if (array instanceof byte[] a) {
            primitive('B', a[i]);
        } else if (array instanceof char[] a) {
            primitive('C', a[i]);
        } else if (array instanceof short[] a) {
            primitive('S', a[i]);
        } else if (array instanceof boolean[] a) {
            primitive('Z', a[i] ? 1 : 0);
        } else if (array instanceof double[] a) {
            primitive('D', Double.doubleToRawLongBits(a[i]));
        } else if (array instanceof float[] a) {
            primitive('F', Float.floatToRawIntBits(a[i]));
        }
    }

    private static void primitive(char valueType, long bits) {
        type = valueType;
        number = bits;
    }
}
