package java.lang;

import java.util.HashSet;
import jdk.internal.loader.BuiltinClassLoader;

/**
 * The classes that signatures name, when reflection asks the VM for the methods or constructors of a class. The VM takes methods in
 * the order of the addresses of their names, loads what each names, and throws at the first class that does not exist
 * ({@code Reflection::new_method}). So they are loaded here before, in the order of the class file, and if one does not exist, the
 * error is thrown here: with the message, cause and stack trace that the VM gives it.
 */
final class BackstepSignatures {
    /** Letters of {@code MethodSignatures}. */
    static final String METHODS = "Pp";
    static final String CONSTRUCTORS = "Cc";

    private static final String METHODS_NATIVE = "getDeclaredMethods0";
    private static final String CONSTRUCTORS_NATIVE = "getDeclaredConstructors0";
    private static final String OUR_NATIVE = "forName0";
    /** Of a chain of causes; it may be endless. */
    private static final int MOST_CAUSES = 20;

    private BackstepSignatures() { }

    /**
     * Before the VM is asked.
     *
     * @param publicOnly whether it is asked for public members only
     * @param kind {@link #METHODS} or {@link #CONSTRUCTORS}
     * @throws NoClassDefFoundError if a class does not exist, as the VM would throw it
     */
    static void load(Class<?> c, boolean publicOnly, String kind) {
        Object facts = BackstepSession.mode == BackstepSession.BOOT ? null : BackstepClassLoading.facts(c);
        if (facts == null) {
            return;
        }
        String[] members = facts instanceof Long entry ? BackstepClassCache.reflected(entry) : BackstepRaw.reflected(facts);
        boolean withJava = !(c.getClassLoader() instanceof BuiltinClassLoader);  // else no code of the program would run for it
        HashSet<String> loaded = new HashSet<>();
        for (int i = 0; i < members.length; i++) {
            String member = members[i];
            int letter = kind.indexOf(member.charAt(0));
            if (letter == 0 || letter > 0 && !publicOnly) {
                loadAll(c, member, withJava, loaded, kind == METHODS ? METHODS_NATIVE : CONSTRUCTORS_NATIVE);
            }
        }
    }

    private static void loadAll(Class<?> c, String member, boolean withJava, HashSet<String> loaded, String nativeName) {
        for (int from = 2; from <= member.length();) {
            int end = member.indexOf('.', from);
            end = end < 0 ? member.length() : end;
            String symbol = member.substring(from, end);
            from = end + 1;
            String name = element(symbol).replace('/', '.');
            if ((withJava || !name.startsWith("java.")) && loaded.add(name)) {
                load(c, name, symbol, nativeName);
            }
        }
    }

    /** Of an array type {@code [Lname;}, the name. */
    private static String element(String symbol) {
        int dimensions = symbol.lastIndexOf('[') + 1;
        return dimensions == 0 ? symbol : symbol.substring(dimensions + 1, symbol.length() - 1);
    }

    private static void load(Class<?> c, String name, String symbol, String nativeName) {
        try {
            BackstepRaw.java_lang_Class$$forName0(name, false, c.getClassLoader(), c);
        } catch (ClassNotFoundException e) {
            boolean byLoader = !isThrownByVm(e);
            asIfIn(nativeName, e);
            NoClassDefFoundError error = new NoClassDefFoundError(symbol);
            if (byLoader) {
                BackstepRaw.put$java_lang_Throwable$$cause(error, e);
            }
            throw BackstepExceptions.thrownBy("java/lang/Class.".concat(nativeName), error);
        } catch (RuntimeException | Error e) {
            asIfIn(nativeName, e);
            throw e;
        }
    }

    /** The loader returned null. */
    private static boolean isThrownByVm(Throwable e) {
        return ours(BackstepRaw.java_lang_Throwable$$getOurStackTrace(e)) == 0;
    }

    /** The loader has been called by our native; its exceptions are to look as if it had been called by the other. */
    private static void asIfIn(String nativeName, Throwable e) {
        for (int i = 0; e != null && i < MOST_CAUSES; i++) {
            StackTraceElement[] trace = BackstepRaw.java_lang_Throwable$$getOurStackTrace(e);
            int ours = ours(trace);
            if (ours >= 0) {
                trace[ours] = BackstepExceptions.nativeFrame("java.lang.Class", nativeName, trace[ours]);
            }
            Throwable cause = BackstepRaw.get$java_lang_Throwable$$cause(e);
            e = cause == e ? null : cause;  // itself: none was given
        }
    }

    /** @return where the frame of our native is, -1 if it is not there */
    private static int ours(StackTraceElement[] trace) {
        StackTraceElement[] here = BackstepRaw.java_lang_Throwable$$getOurStackTrace(new Throwable());
        int at = trace.length - here.length - 1;
        boolean found = at >= 0 && trace[at].getMethodName().equals(OUR_NATIVE) && trace[at].getClassName().equals("java.lang.Class");
        return found ? at : -1;
    }
}
