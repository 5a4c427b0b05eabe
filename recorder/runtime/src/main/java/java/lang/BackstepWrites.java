package java.lang;

import dev.backstep.recording.QueryLayout;

/**
 * Remembers the writes to one variable in a replay that was started to ask for them. The instrumenter shows the writes that
 * may be to the variable; which object is meant is known only at the end, when a debugger shows it, so the owners are
 * remembered, too. Of very many writes the last ones are kept, up to a step that may lie before the end.
 *
 * <p>No identity hash is drawn and nothing of the program is called.
 */
public final class BackstepWrites {
    private static final int CAPACITY = 1 << 18;

    /** The object whose field or element is meant; set by a debugger, null for static fields and locals. */
    static Object wanted;
    /** A static field is meant: its writes have no owner, and a debugger shows its class and what it holds. */
    static boolean ofStatic;

    private static boolean on;
    /** Which object is meant must be shown. */
    private static boolean isOfObject;
    /** Steps from here on are not of interest. */
    private static long until;
    private static int wantedThread = -1;
    private static int wantedDepth;
    private static int wantedIndex = -1;

    /** Line and thread of the write before. */
    private static long lastTold = -1;
    private static int lastTeller;

    /** Rings of {@link #CAPACITY}; the next entry goes to {@code count % CAPACITY}. */
    private static long count;
    private static long[] steps;
    private static int[] threads;
    private static int[] sites;
    /** Of an element its index, of a local the depth of its frame. */
    private static int[] places;
    private static Object[] owners;
    private static byte[] kinds;
    private static long[] numbers;
    private static Object[] references;

    private BackstepWrites() { }

    /** @param index of the element that is meant, -1 for none. @param thread of the frame whose local is meant, -1 for none */
    static void activate(boolean ofObject, long untilStep, int index, int thread, int depth) {
        isOfObject = ofObject;
        until = untilStep;
        wantedIndex = index;
        wantedThread = thread;
        wantedDepth = depth;
        steps = new long[CAPACITY];
        threads = new int[CAPACITY];
        sites = new int[CAPACITY];
        places = new int[CAPACITY];
        owners = new Object[CAPACITY];
        kinds = new byte[CAPACITY];
        numbers = new long[CAPACITY];
        references = new Object[CAPACITY];
        on = true;
    }

    // ------------------------------------------------------------------------------------------------ shown by the program

    public static void field(Object owner, int v) {
        put(owner, 0, 'I', v, null);
    }

    public static void field(Object owner, long v) {
        put(owner, 0, 'J', v, null);
    }

    public static void field(Object owner, float v) {
        put(owner, 0, 'F', Float.floatToRawIntBits(v), null);
    }

    public static void field(Object owner, double v) {
        put(owner, 0, 'D', Double.doubleToRawLongBits(v), null);
    }

    public static void field(Object owner, boolean v) {
        put(owner, 0, 'Z', v ? 1 : 0, null);
    }

    public static void field(Object owner, byte v) {
        put(owner, 0, 'B', v, null);
    }

    public static void field(Object owner, char v) {
        put(owner, 0, 'C', v, null);
    }

    public static void field(Object owner, short v) {
        put(owner, 0, 'S', v, null);
    }

    public static void field(Object owner, Object v) {
        put(owner, 0, 'L', 0, v);
    }

    public static void element(Object array, int index, int v) {
        put(array, index, 'I', v, null);
    }

    public static void element(Object array, int index, long v) {
        put(array, index, 'J', v, null);
    }

    public static void element(Object array, int index, float v) {
        put(array, index, 'F', Float.floatToRawIntBits(v), null);
    }

    public static void element(Object array, int index, double v) {
        put(array, index, 'D', Double.doubleToRawLongBits(v), null);
    }

    public static void element(Object array, int index, boolean v) {
        put(array, index, 'Z', v ? 1 : 0, null);
    }

    public static void element(Object array, int index, byte v) {
        put(array, index, 'B', v, null);
    }

    public static void element(Object array, int index, char v) {
        put(array, index, 'C', v, null);
    }

    public static void element(Object array, int index, short v) {
        put(array, index, 'S', v, null);
    }

    public static void element(Object array, int index, Object v) {
        put(array, index, 'L', 0, v);
    }

    public static void local(int v) {
        putLocal('I', v, null);
    }

    public static void local(long v) {
        putLocal('J', v, null);
    }

    public static void local(float v) {
        putLocal('F', Float.floatToRawIntBits(v), null);
    }

    public static void local(double v) {
        putLocal('D', Double.doubleToRawLongBits(v), null);
    }

    public static void local(boolean v) {
        putLocal('Z', v ? 1 : 0, null);
    }

    public static void local(byte v) {
        putLocal('B', v, null);
    }

    public static void local(char v) {
        putLocal('C', v, null);
    }

    public static void local(short v) {
        putLocal('S', v, null);
    }

    public static void local(Object v) {
        putLocal('L', 0, v);
    }

    /** Entry of the method whose local is meant: what was there before was of another frame. */
    public static void entered() {
        putLocal(QueryLayout.VALUE_ENTRY, 0, null);
    }

    /** {@code System.arraycopy} of the program, which writes elements. */
    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
        System.arraycopy(from, fromIndex, to, toIndex, length);
        if (wantedIndex >= toIndex && wantedIndex < toIndex + length) {
            copied(to, wantedIndex);
        }
    }

    private static void copied(Object to, int i) {
        if (to instanceof Object[] a) {
            element(to, i, a[i]);
        } else if (to instanceof int[] a) {
            element(to, i, a[i]);
        } else if (to instanceof long[] a) {
            element(to, i, a[i]);
        } else if (to instanceof byte[] a) {
            element(to, i, a[i]);
        } else if (to instanceof char[] a) {
            element(to, i, a[i]);
        } else if (to instanceof double[] a) {
            element(to, i, a[i]);
        } else if (to instanceof float[] a) {
            element(to, i, a[i]);
        } else if (to instanceof short[] a) {
            element(to, i, a[i]);
        } else if (to instanceof boolean[] a) {
            element(to, i, a[i]);
        }
    }

    private static void putLocal(int kind, long number, Object reference) {
        BackstepThread t = BackstepScheduler.current;
        if (t.id == wantedThread && t.depth == wantedDepth) {
            put(null, t.depth, kind, number, reference);
        }
    }

    private static void put(Object owner, int place, int kind, long number, Object reference) {
        BackstepThread t = BackstepScheduler.current;
        if (!on || t.thread != Thread.currentThread() || wantedIndex >= 0 && place != wantedIndex || t.lastStep() >= until) {
            return;
        }
        boolean entry = kind == QueryLayout.VALUE_ENTRY || t.frames[t.depth].last < 0;     // its call has given it its value
        long step = entry ? Math.max(0, t.lastStep()) : BackstepQuestion.step(t);
        int site = entry ? t.lastSite() : BackstepQuestion.site(t);
        if (step == lastTold && t.id == lastTeller) {
            step = Math.max(step, t.lastStep());      // a loop in one line: the line it called last is nearer
        } else {
            lastTold = step;
            lastTeller = t.id;
        }
        int i = (int) (count++ & CAPACITY - 1);
        steps[i] = step;
        threads[i] = t.id;
        sites[i] = site;
        places[i] = place;
        owners[i] = owner;
        kinds[i] = (byte) kind;
        numbers[i] = number;
        references[i] = reference;
    }

    // ------------------------------------------------------------------------------------------------ asked for

    /** A debugger was here: it may have shown the object that is meant. */
    static void shown() {
        if (wanted != null) {
            tell();
        }
    }

    /** The program stands at a step. */
    static void held(long step) {
        if (step >= until) {
            end();
        }
    }

    static void end() {
        if (!isOfObject) {
            tell();
        }
    }

    /**
     * Whether no write gave the variable its present value. A thread may have been preempted between telling of its write and writing, so the
     * last write of each thread may be the one.
     *
     * @param first that is remembered; 0 if none was forgotten
     */
    private static boolean isUnseen(long first) {
        Object owner = owner();
        boolean[] met = new boolean[64];
        boolean any = false;
        for (long n = count - 1; n >= first; n--) {
            int i = (int) (n & CAPACITY - 1);
            if (owners[i] == owner && !met[threads[i] & 63]) {
                met[threads[i] & 63] = true;
                any = true;
                if (BackstepPresent.is(kinds[i], numbers[i], references[i])) {
                    return false;
                }
            }
        }
        return any || first == 0 && !BackstepPresent.isInitial();
    }

    private static Object owner() {
        return ofStatic ? null : wanted;
    }

    /** Writes down what was remembered of the wanted variable, and that this is all. */
    private static void tell() {
        if (!on) {
            return;
        }
        on = false;
        Object owner = owner();
        long first = Math.max(0, count - CAPACITY);
        BackstepIndex.putByte(QueryLayout.FIRST_KEPT);
        BackstepIndex.putUnsigned(first == 0 ? 0 : steps[(int) (first & CAPACITY - 1)]);
        for (long n = first; n < count; n++) {
            int i = (int) (n & CAPACITY - 1);
            if (owners[i] == owner) {
                BackstepIndex.putByte(QueryLayout.WRITE);
                BackstepIndex.putUnsigned(steps[i]);
                BackstepIndex.putUnsigned(threads[i]);
                BackstepIndex.putUnsigned(sites[i] + 1);
                BackstepValueTexts.put(kinds[i], numbers[i], references[i]);
            }
        }
        if (BackstepPresent.read(wanted, wantedIndex) && isUnseen(first)) {
            BackstepPresent.tell();
        }
        BackstepIndex.putByte(QueryLayout.DONE);
        BackstepIndex.flush();
    }
}
