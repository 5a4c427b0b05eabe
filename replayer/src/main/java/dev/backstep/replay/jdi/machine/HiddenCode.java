package dev.backstep.replay.jdi.machine;

import com.sun.jdi.Field;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import java.util.regex.Pattern;

/** What is in the program without being of the recording, or without anybody having written it, and how the rest is named. */
public final class HiddenCode {
    /** Put before the names of what the instrumenter adds: wrappers of natives, fields. */
    private static final String ADDED = "backstep$";
    /** Hidden classes end in an address, after a slash or dot. */
    private static final Pattern ADDRESS = Pattern.compile("[./]0x[0-9a-f]+$");
    private static final Pattern BETWEEN = Pattern.compile("java\\.lang\\.invoke\\.(LambdaForm\\$.*|.*\\$Holder|.*Invokers.*)");

    /** Fields of the JDK with addresses of native memory, which are others in each replay. */
    private static final Pattern NATIVE_ADDRESS = Pattern.compile(".*([aA]ddr(ess)?|\\.handle|\\.eetop|\\.NativeMemorySegmentImpl\\.min)");

    private HiddenCode() { }

    static boolean isShown(Location location) {
        String name = location.declaringType().name();
        return !isRuntime(name) && !isLambdaProxy(name) && !BETWEEN.matcher(name).matches();
    }

    public static boolean isRuntime(String className) {
        return className.startsWith("java.lang.Backstep") || className.startsWith("jdk.internal.vm.Backstep_");
    }

    /** The class that the VM makes for a lambda; the body of the lambda is a method of the class around it. */
    public static boolean isLambdaProxy(String className) {
        return className.contains("$$Lambda");
    }

    public static boolean isShown(Field field) {
        return !field.name().startsWith(ADDED) && !isNativeAddress(field);
    }

    private static boolean isNativeAddress(Field field) {
        ReferenceType type = field.declaringType();
        return field.signature().equals("J") && NATIVE_ADDRESS.matcher(type.name() + "." + field.name()).matches() && type.classLoader() == null;
    }

    /** Whether it is the wrapper of a native. */
    public static boolean isWrapper(Location location) {
        return location.method().name().startsWith(ADDED);
    }

    /** The name of the method; of the native that it wraps. */
    public static String methodName(Location location) {
        String name = location.method().name();
        return name.startsWith(ADDED) ? name.substring(ADDED.length()) : name;
    }

    /** The binary name without the address that makes hidden classes unique. */
    public static String className(ReferenceType type) {
        return ADDRESS.matcher(type.name()).replaceFirst("");
    }
}
