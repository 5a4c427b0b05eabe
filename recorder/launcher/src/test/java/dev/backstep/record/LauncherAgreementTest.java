package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks the real java what it makes of awkward command lines, and compares. */
class LauncherAgreementTest {
    private static final String MAIN = ShowArguments.class.getName();
    private static final String CLASSES = Path.of(ShowArguments.class.getProtectionDomain().getCodeSource().getLocation()
            .getPath()).toString();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "a\\nb \"c\\nd\\t\\\\\\\"\\x\" 'e \"f\" g'",
        "a '' b \"\"\nc \"\"",
        "\"a \\\n    b\\\r\n c\"\nd",
        "\"open quote\nc d",
        "# one\na # two\n'#b' c#d\ne",
        "'a'b#c\nd",
        "a \"b\\",
        "a \"b\\\n  ",
        "a\fb\tc\r\r\nd",
        "a\"b c\"d'e f'g h",
        "@nosuch @@x",
    })
    void argumentFile(String text) throws Exception {
        Files.writeString(folder.resolve("file"), "-Dtest.property='a b' " + MAIN + " " + text);
        assertAgrees(Map.of(), "-cp", CLASSES, "@file", "@file", "last");
    }

    @Test
    void environmentOptions() throws Exception {
        Files.writeString(folder.resolve("file"), "-cp " + CLASSES);
        assertAgrees(Map.of("JDK_JAVA_OPTIONS", " @file '-Dtest.property=a 'b\"c d\" "), MAIN, "x", "@file");
    }

    @Test
    void wildcardsAndRepeatedClassPaths() throws Exception {
        Files.createDirectory(folder.resolve("lib"));
        for (int i = 0; i < 20; i++) {
            Files.createFile(folder.resolve("lib").resolve("j" + i * 7 % 20 + (i % 3 == 0 ? ".JAR" : ".jar")));
        }
        Files.createFile(folder.resolve("lib/no.txt"));
        assertAgrees(Map.of("CLASSPATH", "env"), "--class-path=ignored", "-cp", "lib/*:none/*:" + CLASSES, MAIN, "lib/*");
    }

    private void assertAgrees(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(arguments));
        assertEquals(run(environment, command), describe(JavaCommand.parse(command, environment, folder)));
    }

    private static String describe(JavaCommand command) {
        StringBuilder text = new StringBuilder("class path " + command.classPath() + "\n");
        String property = command.vmOptions().stream().filter(option -> option.startsWith("-Dtest.property=")).findFirst()
                .map(option -> option.substring(option.indexOf('=') + 1)).orElse(null);
        text.append("property ").append(property).append('\n');
        command.programArguments().forEach(argument -> text.append("argument ")
                .append(argument.replace("\n", "\\n").replace("\r", "\\r")).append('\n'));
        return text.toString();
    }

    private String run(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(new File("/dev/null"));
        EnvironmentVariables.removeJavaOptions(builder.environment());
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
