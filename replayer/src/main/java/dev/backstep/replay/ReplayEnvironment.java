package dev.backstep.replay;

import dev.backstep.record.EnvironmentVariables;
import java.util.Map;

/**
 * The environment of a replaying JVM. The program gets the recorded one from the log; this is for what the JVM and the C
 * library look at before that: language, time zone, where libraries are.
 */
final class ReplayEnvironment {
    private ReplayEnvironment() { }

    /** @param environment starts as ours and becomes that of the replay */
    static void apply(Map<String, String> recorded, Map<String, String> environment) {
        EnvironmentVariables.removeJavaOptions(environment);
        environment.keySet().removeIf(ReplayEnvironment::isRestored);
        recorded.forEach((name, value) -> {
            if (isRestored(name)) {
                environment.put(name, value);
            }
        });
    }

    private static boolean isRestored(String name) {
        return name.equals("LANG") || name.equals("LANGUAGE") || name.startsWith("LC_") || name.equals("TZ")
                || name.equals("LD_LIBRARY_PATH");
    }
}
