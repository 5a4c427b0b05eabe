package java.lang;

import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.loader.BuiltinClassLoader;
import jdk.internal.misc.CDS;

/**
 * Class loading by the VM on its own account: before a method is compiled by C2, the classes in its signature are loaded, on the
 * thread that made it hot ({@code CompileBroker::compile_method}), so at another time in each run. Such a request is turned down:
 * the compiler does without. What is loaded for reflection: {@link BackstepSignatures}.
 */
public final class BackstepClassLoading {
    /** What is known of instrumented classes of the boot loader, by name. The others are kept by their loaders, see {@link #defined}. */
    private static final HashMap<String, Object> OF_BOOT_LOADER = new HashMap<>();

    /** Classes of the library that the program may be the first to use, or our code: which, differs between recordings and replays. */
    private static final String[] OF_LIBRARY = {"java.io.ByteArrayOutputStream", "java.io.DataInputStream", "java.lang.Byte$ByteCache",
            "java.lang.Character$CharacterCache", "java.lang.Integer$IntegerCache", "java.lang.Long$LongCache", "java.lang.Short$ShortCache",
            "java.lang.StackTraceElement", "java.util.ArrayList$Itr", "java.util.ArrayList$ListItr", "java.util.HashMap$EntryIterator",
            "java.util.HashMap$EntrySet", "java.util.HashMap$KeyIterator", "java.util.HashMap$KeySet", "java.util.HashMap$ValueIterator",
            "java.util.HashMap$Values", "java.util.HashSet", "java.util.LinkedHashMap", "java.util.LinkedHashMap$Entry",
            "java.util.LinkedHashMap$LinkedKeyIterator", "java.util.LinkedHashMap$LinkedKeySet", "java.util.LinkedHashSet",
            "java.util.zip.CRC32C"};

    /** Layout of {@code Throwable.backtrace}, see {@code BacktraceBuilder} in javaClasses.cpp. */
    private static final int BACKTRACE_BCIS = 1;
    private static final int BACKTRACE_CLASSES = 2;
    /** The upper half is the bytecode index, the lower the version of the class. */
    private static final int BCI_SHIFT = 16;
    /** The frame below {@code loadClass}. */
    private static final int REQUESTER = 1;

    private BackstepClassLoading() { }

    /**
     * The VM uses up an identity hash for each class that it initialises. So ours, which recording and replay use at
     * different places, are initialised before hashes count; so are those of the library that they use; and the exceptions of
     * natives: another thread may run beside the native that throws, and would get other hashes in each run.
     */
    static void activate() {
        if (CDS.isDumpingArchive()) {
            return;   // what is initialised now would go into the archive
        }
        initialize(BackstepHookNames.classes().split("\n"));
        initialize(BackstepExceptions.OF_NATIVES);
        initialize(OF_LIBRARY);
    }

    /** The same of what needs the modules to be there: reading a stack trace, which we do when the compiler asks for classes. */
    static void launching() {
        initialize(new String[] {"java.lang.StackTraceElement$HashedModules"});
    }

    private static void initialize(String[] names) {
        for (int i = 0; i < names.length; i++) {
            try {
                BackstepRaw.java_lang_Class$$forName0(names[i], true, null, null);
            } catch (ClassNotFoundException e) {
                throw new InternalError(e);
            }
        }
    }

    /** @param facts {@code ClassFacts}, the entry of {@code BackstepClassCache} as a Long, or null */
    static void defined(ClassLoader loader, String name, Object facts) {
        if (name != null && facts != null) {
            factsOf(loader, true).put(name.replace('/', '.'), facts);
        }
    }

    /** @return what {@link #defined} was told of a class, or null */
    static Object facts(Class<?> c) {
        HashMap<String, Object> all = c.isHidden() ? null : factsOf(c.getClassLoader(), false);
        return all == null ? null : all.get(c.getName());
    }

    @SuppressWarnings("unchecked")
    private static HashMap<String, Object> factsOf(ClassLoader loader, boolean make) {
        if (loader == null) {
            return OF_BOOT_LOADER;
        }
        Object facts = BackstepRaw.get$java_lang_ClassLoader$$backstep$facts(loader);
        if (facts == null && make) {
            facts = new HashMap<String, Object>();
            BackstepRaw.put$java_lang_ClassLoader$$backstep$facts(loader, facts);
        }
        return (HashMap<String, Object>) facts;
    }

    /** @return the class of the runtime with that name, or null when it is none of ours */
    public static Class<?> own(String name) {
        if (name == null || !name.startsWith("java.lang.Backstep")) {
            return null;
        }
        try {
            return BackstepRaw.java_lang_Class$$forName0(name, false, null, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Entry of {@code ClassLoader.loadClass(String)} and of methods that override it. */
    public static void loading(String name) throws ClassNotFoundException {
        if (BackstepSession.mode != BackstepSession.BOOT && isForCompiler(name)) {
            throw new ClassNotFoundException(name);
        }
    }

    /**
     * The VM locks a loader that is not parallel capable while it calls {@code loadClass}, with a monitor that we do not
     * see. It takes one with a map of locks for parallel capable, so each loader gets one; the lock is ours.
     *
     * @param locks the map of a parallel capable loader, or null
     */
    public static ConcurrentHashMap<String, Object> locks(ConcurrentHashMap<String, Object> locks, ClassLoader loader) {
        if (locks != null) {
            return locks;
        }
        BackstepRaw.put$java_lang_ClassLoader$$backstep$serial(loader, true);
        return new ConcurrentHashMap<>();
    }

    /** What {@code ClassLoader.getClassLoadingLock} returns. */
    public static Object lock(Object lock, ClassLoader loader) {
        return BackstepRaw.get$java_lang_ClassLoader$$backstep$serial(loader) ? loader : lock;
    }

    /** Entry of an instance method {@code loadClass(String)}. */
    public static void enter(Object loader) {
        if (isSerial(loader)) {
            BackstepMonitors.enter(loader);
        }
    }

    public static void exit(Object loader) {
        if (isSerial(loader)) {
            BackstepMonitors.exit(loader);
        }
    }

    private static boolean isSerial(Object loader) {
        return loader instanceof ClassLoader && BackstepRaw.get$java_lang_ClassLoader$$backstep$serial((ClassLoader) loader);
    }

    /** The requesting method stands at its entry or at the end of a loop, where no instruction loads a class. */
    private static boolean isForCompiler(String name) {
        Throwable here = new Throwable();
        Object backtrace = BackstepRaw.get$java_lang_Throwable$$backtrace(here);
        if (!(backtrace instanceof Object[])) {
            return false;
        }
        Object[] chunk = (Object[]) backtrace;
        Object requester = ((Object[]) chunk[BACKTRACE_CLASSES])[REQUESTER];
        Object facts = requester instanceof Class ? facts((Class<?>) requester) : null;
        if (facts == null || name.startsWith("java.") && ((Class<?>) requester).getClassLoader() instanceof BuiltinClassLoader) {
            return false;   // that is there already, and loading it runs no code of the program
        }
        int at = ((int[]) chunk[BACKTRACE_BCIS])[REQUESTER] >>> BCI_SHIFT;
        return at == 0 ? contains(signatureClasses(facts), name) : isAtLoopEnd(facts, at, name, here);
    }

    private static boolean isAtLoopEnd(Object facts, int at, String name, Throwable here) {
        int[] ends = loopEnds(facts);
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] == at) {
                String method = loopMethods(facts)[i];
                String type = "L".concat(name.replace('.', '/')).concat(";");
                return method.contains(type)
                        && method.startsWith(BackstepRaw.java_lang_Throwable$$getOurStackTrace(here)[REQUESTER].getMethodName().concat("("));
            }
        }
        return false;
    }

    private static String[] signatureClasses(Object facts) {
        return facts instanceof Long entry ? BackstepClassCache.signatureClasses(entry) : BackstepRaw.signatureClasses(facts);
    }

    private static String[] loopMethods(Object facts) {
        return facts instanceof Long entry ? BackstepClassCache.loopMethods(entry) : BackstepRaw.loopMethods(facts);
    }

    private static int[] loopEnds(Object facts) {
        return facts instanceof Long entry ? BackstepClassCache.loopEnds(entry) : BackstepRaw.loopEnds(facts);
    }

    private static boolean contains(String[] names, String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }
}
