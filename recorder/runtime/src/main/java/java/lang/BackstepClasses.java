package java.lang;

import dev.backstep.recording.EventCodes;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;

/** The hooks behind class definition: application classes are instrumented on their way into the VM. */
public final class BackstepClasses {
    /** As in {@code java.lang.invoke.MethodHandleNatives.Constants}. */
    private static final int HIDDEN_CLASS = 2;

    private BackstepClasses() { }

    /** {@code ClassLoader.defineClass1}. */
    public static Class<?> defineClass1(ClassLoader loader, String name, byte[] b, int offset, int length,
            ProtectionDomain domain, String source) {
        byte[] changed = instrument(loader, name, b, offset, length, source);
        if (changed == null) {
            return BackstepRaw.java_lang_ClassLoader$$defineClass1(loader, name, b, offset, length, domain, source);
        }
        return BackstepRaw.java_lang_ClassLoader$$defineClass1(loader, name, changed, 0, changed.length, domain, source);
    }

    /** {@code ClassLoader.defineClass2}. */
    public static Class<?> defineClass2(ClassLoader loader, String name, ByteBuffer b, int offset, int length,
            ProtectionDomain domain, String source) {
        byte[] copy = new byte[length];
        for (int i = 0; i < length; i++) {
            copy[i] = b.get(offset + i);
        }
        return defineClass1(loader, name, copy, 0, length, domain, source);
    }

    /** {@code ClassLoader.defineClass0}: hidden classes. The JDK's own (lambdas, method handles) hold no code of the program. */
    public static Class<?> defineClass0(ClassLoader loader, Class<?> lookup, String name, byte[] b, int offset, int length,
            ProtectionDomain domain, boolean initialize, int flags, Object classData) {
        byte[] changed = instrumentHidden(loader, lookup, name, b, offset, length, flags);
        byte[] bytes = changed == null ? b : changed;
        int from = changed == null ? offset : 0;
        int count = changed == null ? length : changed.length;
        if (!initialize || !BackstepInitializers.isAnyAway()) {
            return BackstepRaw.java_lang_ClassLoader$$defineClass0(loader, lookup, name, bytes, from, count, domain, initialize, flags, classData);
        }
        Class<?> c = BackstepRaw.java_lang_ClassLoader$$defineClass0(loader, lookup, name, bytes, from, count, domain, false, flags, classData);
        BackstepInitializers.initializeHidden(c);
        return c;
    }

    private static byte[] instrumentHidden(ClassLoader loader, Class<?> lookup, String name, byte[] b, int offset, int length, int flags) {
        if (isGlue(name)) {
            return isLambda(name) && BackstepInitializers.takeGatedLambda() ? transform(loader, null, b, offset, length, null) : null;
        }
        return isOfJdk(lookup.getClassLoader()) ? null : instrument(loader, isHidden(flags) ? null : name, b, offset, length, null);
    }

    private static boolean isLambda(String name) {
        return name.contains("$$Lambda");
    }

    private static boolean isHidden(int flags) {
        return (flags & HIDDEN_CLASS) != 0;
    }

    /** Made by the JDK from what the program has said: lambdas, method handles, switches over types. */
    private static boolean isGlue(String name) {
        return isLambda(name) || name.contains("$$TypeSwitch") || name.startsWith("java.lang.invoke.")
                || name.startsWith("java/lang/invoke/");
    }

    /** {@code Class.initClassName}: the VM puts an address into the name of a hidden class. */
    public static String className(Class<?> c) {
        String name = BackstepRaw.java_lang_Class$$initClassName(c);
        if (!c.isHidden()) {
            return name;
        }
        int mode = BackstepSession.modeHere();
        if (mode == BackstepSession.RECORD) {
            BackstepLog.text(EventCodes.CLASS_NAME, name);
        } else if (mode == BackstepSession.REPLAY) {
            BackstepLogReader.expect(EventCodes.CLASS_NAME);
            name = BackstepLogReader.string().intern();
            BackstepLogReader.done();
            BackstepRaw.put$java_lang_Class$$name(c, name);
        }
        return name;
    }

    /** Who calls a clock by reflection gets the hook. */
    public static Method hookOf(Method m) {
        if (m.getDeclaringClass() == System.class && isClock(m.getName())) {
            try {
                return BackstepClock.class.getDeclaredMethod(m.getName());
            } catch (NoSuchMethodException e) {
                throw new InternalError(e);
            }
        }
        if (m.getDeclaringClass() == Thread.class && isHoldsLock(m.getName())) {
            try {
                return BackstepMonitors.class.getDeclaredMethod(m.getName(), Object.class);
            } catch (NoSuchMethodException e) {
                throw new InternalError(e);
            }
        }
        boolean ofRuntime = m.getDeclaringClass() == Runtime.class && Modifier.isNative(m.getModifiers());
        return ofRuntime || isNotify(m.getName()) && m.getDeclaringClass() == Object.class ? wrapperOf(m) : m;
    }

    /** The method that was added beside a native, if there is one. */
    private static Method wrapperOf(Method m) {
        String wrapper = "backstep$".concat(m.getName());
        Method[] all = BackstepRaw.java_lang_Class$$getDeclaredMethods0(m.getDeclaringClass(), false);
        for (int i = 0; i < all.length; i++) {
            if (all[i].getName().equals(wrapper)) {
                return all[i];
            }
        }
        return m;
    }

    private static boolean isNotify(String name) {
        return name.equals("notify") || name.equals("notifyAll");
    }

    public static String hookNameOf(String name, MethodType type) {
        return name != null && isNotify(name) && type.parameterCount() == 0 ? "backstep$".concat(name) : name;
    }

    /** Likewise for a method handle. */
    public static Class<?> hookClassOf(Class<?> declaring, String name) {
        if (declaring != null && Thread.class.isAssignableFrom(declaring) && isHoldsLock(name)) {
            return BackstepMonitors.class;
        }
        return declaring == System.class && isClock(name) ? BackstepClock.class : declaring;
    }

    private static boolean isHoldsLock(String name) {
        return "holdsLock".equals(name);
    }

    private static boolean isClock(String name) {
        return name.equals("nanoTime") || name.equals("currentTimeMillis");
    }

    /** {@code Method.getModifiers}: methods that were synchronized carry another flag, see {@code SynchronizedFlag}. */
    public static int modifiers(int modifiers) {
        return (modifiers & Modifier.STRICT) != 0 ? modifiers & ~Modifier.STRICT | Modifier.SYNCHRONIZED : modifiers;
    }

    /** {@code Class.getDeclaredMethods0}: the VM sorts by address; here the order is by name, the same each time. */
    public static Method[] declaredMethods(Class<?> c, boolean publicOnly) {
        BackstepSignatures.load(c, publicOnly, BackstepSignatures.METHODS);
        Method[] methods = withoutOurs(c, BackstepRaw.java_lang_Class$$getDeclaredMethods0(c, publicOnly));
        for (int i = 1; i < methods.length; i++) {
            Method m = methods[i];
            int k = i;
            while (k > 0 && order(m, methods[k - 1]) < 0) {
                methods[k] = methods[k - 1];
                k--;
            }
            methods[k] = m;
        }
        return methods;
    }

    /** What the instrumenter added to classes of the JDK is not there for the program. */
    private static Method[] withoutOurs(Class<?> c, Method[] all) {
        if (c.getClassLoader() != null) {
            return all;
        }
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            boolean added = all[i].isSynthetic() && (all[i].getName().startsWith("backstep$") || c == WeakReference.class);
            if (!added) {
                all[kept++] = all[i];
            }
        }
        Method[] theirs = new Method[kept];
        System.arraycopy(all, 0, theirs, 0, kept);
        return theirs;
    }

    /** {@code Class.getDeclaredFields0}, without the fields that the instrumenter added. */
    public static Field[] declaredFields(Class<?> c, boolean publicOnly) {
        Field[] all = BackstepRaw.java_lang_Class$$getDeclaredFields0(c, publicOnly);
        if (c.getClassLoader() != null) {
            return all;
        }
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (!all[i].isSynthetic() || !all[i].getName().startsWith("backstep$")) {
                all[kept++] = all[i];
            }
        }
        Field[] theirs = new Field[kept];
        System.arraycopy(all, 0, theirs, 0, kept);
        return theirs;
    }

    private static int order(Method a, Method b) {
        int byName = a.getName().compareTo(b.getName());
        if (byName != 0) {
            return byName;
        }
        int byParameters = order(a.getParameterTypes(), b.getParameterTypes());
        return byParameters != 0 ? byParameters : a.getReturnType().getName().compareTo(b.getReturnType().getName());
    }

    private static int order(Class<?>[] a, Class<?>[] b) {
        for (int i = 0; i < a.length && i < b.length; i++) {
            int c = a[i].getName().compareTo(b[i].getName());
            if (c != 0) {
                return c;
            }
        }
        return a.length - b.length;
    }

    /** {@code Class.getDeclaredConstructors0}, likewise. */
    public static Constructor<?>[] declaredConstructors(Class<?> c, boolean publicOnly) {
        BackstepSignatures.load(c, publicOnly, BackstepSignatures.CONSTRUCTORS);
        Constructor<?>[] constructors = BackstepRaw.java_lang_Class$$getDeclaredConstructors0(c, publicOnly);
        for (int i = 1; i < constructors.length; i++) {
            Constructor<?> m = constructors[i];
            int k = i;
            while (k > 0 && order(m.getParameterTypes(), constructors[k - 1].getParameterTypes()) < 0) {
                constructors[k] = constructors[k - 1];
                k--;
            }
            constructors[k] = m;
        }
        return constructors;
    }

    /** What an agent made of a class: its new code gets our hooks, too, but no ticks in the JDK, which runs without the baton as well. */
    public static byte[] retransformed(byte[] b, ClassLoader loader) {
        if (b == null || BackstepSession.mode == BackstepSession.BOOT) {
            return b;
        }
        byte[] changed = transform(loader, null, b, 0, b.length, isOfJdk(loader) ? null : BackstepRaw.newFacts(BackstepControl.nextSite(), BackstepQuestion.hooks));
        return changed == null ? b : changed;
    }

    private static boolean isOfJdk(ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** @return the instrumented class file, or null to take it as it is */
    private static byte[] instrument(ClassLoader loader, String name, byte[] b, int offset, int length, String source) {
        if (BackstepSession.mode == BackstepSession.BOOT || b == null || source != null && source.startsWith("jrt:")
                || offset < 0 || length < 0 || length > b.length - offset) {
            return null;
        }
        if (BackstepSteps.debug) {
            return transform(loader, name, b, offset, length, BackstepRaw.newFacts(BackstepControl.nextSite(), BackstepQuestion.hooks));
        }
        long kept = BackstepErrorPlaces.contains(name == null ? null : name.replace('.', '/')) ? 0 : BackstepClassCache.find(b, offset, length);
        if (kept != 0) {
            BackstepClassLoading.defined(loader, name, kept);
            return BackstepClassCache.instrumented(kept);
        }
        return transform(loader, name, b, offset, length, BackstepRaw.newFacts(-1, BackstepQuestion.hooks));
    }

    /** @param facts to be filled, or null for a class of the JDK */
    private static byte[] transform(ClassLoader loader, String name, byte[] b, int offset, int length, Object facts) {
        try {
            String internalName = name == null || facts == null ? null : name.replace('.', '/');
            boolean throwsErrors = BackstepErrorPlaces.contains(internalName);
            if (throwsErrors) {
                BackstepErrorPlaces.tell(facts, internalName);
            }
            byte[] changed = BackstepRaw.transform(b, offset, length, BackstepSession.dense, facts);
            if (throwsErrors) {
                BackstepErrorPlaces.instrumented(facts);
            }
            BackstepClassLoading.defined(loader, name, facts);
            if (BackstepSteps.debug) {
                BackstepControl.defined(name, facts);
            } else if (facts != null) {
                BackstepClassCache.add(b, offset, length, changed, facts);
            }
            return changed;
        } catch (RuntimeException e) {
            return null;   // not a class file, or one from the future: the VM says what is wrong with it
        }
    }
}
