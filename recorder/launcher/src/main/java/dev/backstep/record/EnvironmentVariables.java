package dev.backstep.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment variables that java and the VM take options from. */
public final class EnvironmentVariables {
    /** Read by the java launcher. */
    public static final String LAUNCHER_OPTIONS = "JDK_JAVA_OPTIONS";
    /** Read by the VM, before the command line. */
    public static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
    /** Read by the VM, after the command line. */
    public static final String LATE_OPTIONS = "_JAVA_OPTIONS";

    /** The backstep script keeps the user's options from our own JVM by giving them another name. */
    private static final String SET_ASIDE = "BACKSTEP_USER_";
    /**
     * In the C locale Java loses all characters but ASCII in arguments and paths, so the script runs us in C.UTF-8 then, and
     * leaves here what LC_ALL was: {@code =VALUE}, or nothing if it was not set.
     */
    private static final String LOCALE_SET_ASIDE = "BACKSTEP_USER_LC_ALL";

    private EnvironmentVariables() { }

    /** @return the environment as the user has it */
    public static Map<String, String> ofUser() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        restore(environment);
        return environment;
    }

    /** Gives variables that were set aside their names back. The others are not touched: they may hold any bytes. */
    static void restore(Map<String, String> environment) {
        for (String variable : List.of(LAUNCHER_OPTIONS, TOOL_OPTIONS, LATE_OPTIONS)) {
            String value = environment.remove(SET_ASIDE + variable);
            if (value != null) {
                environment.put(variable, value);
            }
        }
        String locale = environment.remove(LOCALE_SET_ASIDE);
        if (locale != null && locale.startsWith("=")) {
            environment.put("LC_ALL", locale.substring(1));
        } else if (locale != null) {
            environment.remove("LC_ALL");
        }
    }

    /** @return the options in a variable, words between white space with quotes of both kinds; none if it is not set or malformed */
    static List<String> split(Map<String, String> environment, String variable) {
        try {
            return ArgumentFiles.splitQuoted(environment.getOrDefault(variable, ""));
        } catch (JavaCommandException e) {
            return List.of();   // the VM will refuse to start and say why
        }
    }

    /** For a JVM of our own, which the user's options are not meant for. */
    public static void removeJavaOptions(Map<String, String> environment) {
        restore(environment);
        List.of(LAUNCHER_OPTIONS, TOOL_OPTIONS, LATE_OPTIONS, "CLASSPATH", "JDK_ALTERNATE_VM", "_JAVA_LAUNCHER_DEBUG")
                .forEach(environment::remove);
    }
}
