package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {
    private static Map<String, String> restored(Map<String, String> environment) {
        Map<String, String> copy = new HashMap<>(environment);
        EnvironmentVariables.restore(copy);
        return copy;
    }

    @Test
    void whatTheScriptSetAsideComesBack() {
        assertEquals(Map.of("JAVA_TOOL_OPTIONS", "-Da", "_JAVA_OPTIONS", "-Db", "JDK_JAVA_OPTIONS", "", "X", "y"),
                restored(Map.of("BACKSTEP_USER_JAVA_TOOL_OPTIONS", "-Da", "BACKSTEP_USER__JAVA_OPTIONS", "-Db",
                        "BACKSTEP_USER_JDK_JAVA_OPTIONS", "", "X", "y")));
    }

    @Test
    void localeComesBackAsItWas() {
        assertEquals(Map.of("LC_ALL", "C"), restored(Map.of("LC_ALL", "C.UTF-8", "BACKSTEP_USER_LC_ALL", "=C")));
        assertEquals(Map.of("LC_ALL", ""), restored(Map.of("LC_ALL", "C.UTF-8", "BACKSTEP_USER_LC_ALL", "=")));
        assertEquals(Map.of(), restored(Map.of("LC_ALL", "C.UTF-8", "BACKSTEP_USER_LC_ALL", "")));
        assertEquals(Map.of("LC_ALL", "de"), restored(Map.of("LC_ALL", "de")));
    }

    @Test
    void optionsInVariablesAreSplitAndMalformedOnesIgnored() {
        assertEquals(List.of("-Da=b c", "-d"), EnvironmentVariables.split(Map.of("V", " -Da='b c' -d"), "V"));
        assertEquals(List.of(), EnvironmentVariables.split(Map.of("V", "-Da='b"), "V"));
        assertEquals(List.of(), EnvironmentVariables.split(Map.of(), "V"));
    }
}
