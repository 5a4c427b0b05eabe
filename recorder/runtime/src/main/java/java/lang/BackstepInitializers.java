package java.lang;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Static initialisers of applications. Who needs a class that another thread initialises waits in the VM until that is done, where we
 * do not see it, and with the baton. So before an instruction that may initialise a class of an application stands a <b>gate</b>: while
 * a thread is away from its initialiser, who comes to a gate looks whether the class is in the making, and waits as for a lock.
 * The natives by which reflection, method handles and {@code Class.forName} initialise classes have the same gate.
 *
 * <p>A gate loads a class where the instruction behind it would, and initialises nothing. All of this is protected by the baton.
 */
public final class BackstepInitializers {
    /** Threads that do not run and are in an initialiser of an application; 0 makes a gate a look at this number. */
    private static int away;

    /** Initialisers of applications that have begun and not ended, in that order: [0, count). */
    private static Class<?>[] classes = new Class<?>[16];
    private static BackstepThread[] threads = new BackstepThread[16];
    /** Of an interface that declares no code: who initialises a class that implements it does not wait. */
    private static boolean[] alone = new boolean[16];
    private static int count;
    /** Threads that wait at a gate. */
    private static int waiting;

    /** Gates whose class is initialised, by the hash of its name: a program may spend its life in an initialiser. */
    private static final int PASSED = 1024;
    private static final String[] PASSED_NAMES = new String[PASSED];
    private static final Class<?>[] PASSED_CALLERS = new Class<?>[PASSED];
    private static boolean anyPassed;

    private BackstepInitializers() { }

    // ------------------------------------------------------------------------------------------------ initialisers

    /** Entry of a static initialiser of an application. */
    public static void entered(Class<?> c) {
        BackstepMonitors.needStack();
        begin(c, false);
    }

    /** The same, of an interface that declares no method with code. */
    public static void enteredAlone(Class<?> c) {
        BackstepMonitors.needStack();
        begin(c, true);
    }

    private static void begin(Class<?> c, boolean isAlone) {
        BackstepScheduler.initializerEntered();
        if (!isOurs()) {
            return;
        }
        if (count == classes.length) {
            makeRoom();
        }
        BackstepThread me = BackstepScheduler.current;
        classes[count] = c;
        threads[count] = me;
        alone[count++] = isAlone;
        me.initializers++;
    }

    /** It ends, in one way or the other; the VM says so to others before this thread comes to a scheduling point. */
    public static void left(Class<?> c) {
        BackstepScheduler.initializerLeft();
        if (!isOurs()) {
            return;
        }
        BackstepThread me = BackstepScheduler.current;
        for (int i = count - 1; i >= 0; i--) {
            if (classes[i] == c && threads[i] == me) {
                remove(i);
                me.initializers--;
                break;
            }
        }
        if (waiting != 0) {
            wake(c);
        }
        if (count == 0 && anyPassed) {
            forgetPassed();
        }
    }

    /** Natives run initialisers, too, in the recording only. */
    private static boolean isOurs() {
        BackstepThread t = BackstepScheduler.current;
        return BackstepSession.mode != BackstepSession.BOOT && t.thread == Thread.currentThread() && t.nativeState == BackstepThread.NO_NATIVE;
    }

    private static void makeRoom() {
        Class<?>[] moreClasses = new Class<?>[count * 2];
        BackstepThread[] moreThreads = new BackstepThread[count * 2];
        boolean[] moreAlone = new boolean[count * 2];
        for (int i = 0; i < count; i++) {
            moreClasses[i] = classes[i];
            moreThreads[i] = threads[i];
            moreAlone[i] = alone[i];
        }
        classes = moreClasses;
        threads = moreThreads;
        alone = moreAlone;
    }

    private static void remove(int at) {
        count--;
        for (int i = at; i < count; i++) {
            classes[i] = classes[i + 1];
            threads[i] = threads[i + 1];
            alone[i] = alone[i + 1];
        }
        classes[count] = null;
        threads[count] = null;
    }

    private static void wake(Class<?> c) {
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            BackstepThread t = all[i];
            if (t != null && t.status == BackstepThread.AT_GATE && t.waitsFor == c) {
                waiting--;
                BackstepScheduler.wake(t, false);
            }
        }
    }

    /** {@code t} stops running. */
    static void descheduled(BackstepThread t) {
        if (t.initializers > 0) {
            t.isAway = true;
            away++;
        }
    }

    static void rescheduled(BackstepThread t) {
        if (t.isAway) {
            t.isAway = false;
            away--;
        }
    }

    /** @return who runs the initialiser that {@code t} waits for at a gate, or null */
    static BackstepThread awaitedBy(BackstepThread t) {
        for (int i = 0; i < count; i++) {
            if (classes[i] == t.waitsFor) {
                return threads[i];
            }
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------------ gates

    /**
     * Stands before an instruction that may initialise a class.
     *
     * @param name internal name of the class, a constant of the caller
     */
    @CallerSensitive
    @ForceInline
    public static void gate(String name) {
        if (away != 0) {
            pass(name, Reflection.getCallerClass());
        }
    }

    /** The same for the caller's own class: code of an instance may run before its class is initialised. */
    @CallerSensitive
    @ForceInline
    public static void gate() {
        if (away != 0) {
            passOwn(Reflection.getCallerClass());
        }
    }

    @DontInline
    private static void pass(String name, Class<?> caller) {
        int place = name.hashCode() & PASSED - 1;
        if (PASSED_NAMES[place] == name && PASSED_CALLERS[place] == caller || !isOurs()) {
            return;
        }
        Class<?> c;
        try {
            c = BackstepRaw.java_lang_Class$$forName0(name.replace('/', '.'), false, caller.getClassLoader(), caller);
        } catch (ClassNotFoundException | LinkageError e) {
            return;     // the instruction will say so
        }
        await(c);
        if (!BackstepBaton.unsafe().shouldBeInitialized(c)) {
            anyPassed = true;
            PASSED_NAMES[place] = name;
            PASSED_CALLERS[place] = caller;
        }
    }

    @DontInline
    private static void passOwn(Class<?> caller) {
        if (isOurs()) {
            await(caller);
        }
    }

    private static void forgetPassed() {
        anyPassed = false;
        for (int i = 0; i < PASSED; i++) {
            PASSED_NAMES[i] = null;
            PASSED_CALLERS[i] = null;
        }
    }

    /** A native of the JDK is about to initialise {@code c}. */
    private static void atNative(Class<?> c) {
        if (away != 0 && c != null && isOurs()) {
            await(c);
        }
    }

    /** Returns when the VM would not wait for another thread to initialise {@code c}. */
    private static void await(Class<?> c) {
        BackstepThread me = BackstepScheduler.current;
        while (BackstepBaton.unsafe().shouldBeInitialized(c)) {
            int i = blocking(c, me);
            if (i < 0) {
                return;
            }
            me.waitsFor = classes[i];
            me.status = BackstepThread.AT_GATE;
            waiting++;
            BackstepDeadlocks.blocked(me, threads[i]);
            BackstepScheduler.waitsFor(threads[i]);
            BackstepScheduler.block(me, BackstepThread.AT_GATE, 0);
            me.waitsFor = null;
        }
    }

    /** @return the initialiser that {@code me} would wait for, as JVMS 5.5 has it; -1: none */
    private static int blocking(Class<?> c, BackstepThread me) {
        for (Class<?> k = c; k != null && BackstepBaton.unsafe().shouldBeInitialized(k); k = k.getSuperclass()) {
            int i = find(k, me);
            if (i == MINE) {
                return NONE;
            }
            if (i == NONE && !c.isInterface()) {
                i = blockingInterface(k, me);
            }
            if (i >= 0) {
                return i;
            }
        }
        return NONE;
    }

    private static int blockingInterface(Class<?> c, BackstepThread me) {
        Class<?>[] all = BackstepRaw.java_lang_Class$$getInterfaces0(c);
        for (int i = 0; i < all.length; i++) {
            int found = find(all[i], me);
            if (found < 0 || alone[found]) {
                found = blockingInterface(all[i], me);
            }
            if (found >= 0) {
                return found;
            }
        }
        return NONE;
    }

    private static final int NONE = -1;
    private static final int MINE = -2;

    private static int find(Class<?> c, BackstepThread me) {
        for (int i = 0; i < count; i++) {
            if (classes[i] == c) {
                return threads[i] == me ? MINE : i;
            }
        }
        return NONE;
    }

    // ------------------------------------------------------------------------------------------------ natives of the JDK

    /** {@code Class.forName0}. */
    public static Class<?> forName0(String name, boolean initialize, ClassLoader loader, Class<?> caller) throws ClassNotFoundException {
        if (initialize && away != 0 && isOurs()) {
            await(BackstepRaw.java_lang_Class$$forName0(name, false, loader, caller));
        }
        return BackstepRaw.java_lang_Class$$forName0(name, initialize, loader, caller);
    }

    /** {@code Unsafe.ensureClassInitialized0}. */
    public static void ensureClassInitialized0(Object unsafe, Class<?> c) {
        atNative(c);
        BackstepRaw.jdk_internal_misc_Unsafe$$ensureClassInitialized0((Unsafe) unsafe, c);
    }

    /** {@code Unsafe.allocateInstance}. */
    @ForceInline
    public static Object allocateInstance(Object unsafe, Class<?> c) throws InstantiationException {
        if (away != 0) {
            atNative(c);
        }
        return ((Unsafe) unsafe).allocateInstance(c);
    }

    /** Before reflection has the VM call a method. */
    public static void invoking(Method m) {
        if (away != 0 && Modifier.isStatic(m.getModifiers())) {
            atNative(m.getDeclaringClass());
        }
    }

    /** Before reflection has the VM make an instance. */
    public static void constructing(Constructor<?> c) {
        if (away != 0) {
            atNative(c.getDeclaringClass());
        }
    }

    /** Of a hidden class that was defined, but not initialised. */
    static void initializeHidden(Class<?> c) {
        atNative(c);
        BackstepBaton.unsafe().ensureClassInitialized(c);
    }

    static boolean isAnyAway() {
        return away != 0;
    }

    // ------------------------------------------------------------------------------------------------ lambdas

    /** A lambda is about to be made of a method of {@code c}. Its class calls that method, and has no gate unless it may need one. */
    public static void lambdaOf(Class<?> c) {
        if (isOurs()) {
            BackstepScheduler.current.makesGatedLambda = c.getClassLoader() != null && BackstepBaton.unsafe().shouldBeInitialized(c);
        }
    }

    static boolean takeGatedLambda() {
        if (!isOurs()) {
            return false;
        }
        BackstepThread me = BackstepScheduler.current;
        boolean gated = me.makesGatedLambda;
        me.makesGatedLambda = false;
        return gated;
    }
}
