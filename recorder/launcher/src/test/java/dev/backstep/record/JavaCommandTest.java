package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaCommandTest {
    @TempDir
    private Path folder;

    private JavaCommand parse(String... arguments) {
        return parseWith(Map.of(), arguments);
    }

    private JavaCommand parseWith(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(List.of(arguments));
        return JavaCommand.parse(command, environment, folder);
    }

    private static void assertTarget(Kind kind, String name, JavaCommand command) {
        assertEquals(Optional.of(new LaunchTarget(kind, name)), command.target());
    }

    @Test
    void mainClassWithClassPathAndArguments() {
        JavaCommand command = parse("-ea", "-cp", "a:b", "-Dx=y", "p.Main", "-cp", "c", "--", "-version");
        assertTarget(Kind.MAIN_CLASS, "p.Main", command);
        assertEquals(List.of("-ea", "-Dx=y"), command.vmOptions());
        assertEquals(List.of("-cp", "c", "--", "-version"), command.programArguments());
        assertEquals("a:b", command.classPath());
        assertEquals(List.of("java", "-ea", "-Dx=y", "-cp", "a:b", "p.Main", "-cp", "c", "--", "-version"),
                command.expanded());
    }

    @Test
    void lastClassPathCountsWhateverItsSpelling() {
        assertEquals("d", parse("-cp", "a", "-classpath", "b", "--class-path=c", "--class-path", "d", "Main").classPath());
        assertEquals("e", parse("-cp", "a", "-Djava.class.path=e", "Main").classPath());
        assertEquals("", parse("-cp", "", "Main").classPath());
    }

    @Test
    void classPathComesFromTheEnvironmentElse() {
        assertEquals("env", parseWith(Map.of("CLASSPATH", "env"), "Main").classPath());
        assertEquals("a", parseWith(Map.of("CLASSPATH", "env"), "-cp", "a", "Main").classPath());
        assertNull(parse("Main").classPath());
    }

    @Test
    void jarIsTheClassPath() {
        JavaCommand command = parse("-cp", "ignored", "-jar", "lib/x.jar", "-jar", "y");
        assertTarget(Kind.JAR, "lib/x.jar", command);
        assertEquals("lib/x.jar", command.classPath());
        assertEquals(List.of("-jar", "y"), command.programArguments());
        assertEquals(List.of("java", "-jar", "lib/x.jar", "-jar", "y"), command.expanded());
    }

    @Test
    void optionsMayStandBetweenJarAndItsFile() {
        JavaCommand command = parse("-jar", "-Xmx1g", "x.jar", "a");
        assertTarget(Kind.JAR, "x.jar", command);
        assertEquals(List.of("-Xmx1g"), command.vmOptions());
    }

    @Test
    void moduleEndsTheOptions() {
        for (List<String> spelling : List.of(List.of("-m", "m/p.Main"), List.of("--module", "m/p.Main"),
                List.of("--module=m/p.Main"))) {
            List<String> arguments = new ArrayList<>(List.of("-p", "mods"));
            arguments.addAll(spelling);
            arguments.addAll(List.of("-m", "other"));
            JavaCommand command = parse(arguments.toArray(String[]::new));
            assertTarget(Kind.MODULE, "m/p.Main", command);
            assertEquals(List.of("--module-path=mods"), command.vmOptions());
            assertEquals(List.of("-m", "other"), command.programArguments());
        }
    }

    @Test
    void valuesOfModuleOptionsAreJoined() {
        assertEquals(List.of("--add-modules=a", "--add-opens=java.base/java.lang=ALL-UNNAMED", "--patch-module=m=x"),
                parse("--add-modules", "a", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "--patch-module=m=x", "Main")
                        .vmOptions());
    }

    @Test
    void oldSpellingsBecomeThoseOfTheVm() {
        assertEquals(List.of("-verbose:gc", "-Xss1m", "-Xmx1g", "-Xms2m", "-Xverify:all"),
                parse("-verbosegc", "-ss1m", "-mx1g", "-ms2m", "-verify", "Main").vmOptions());
    }

    @Test
    void optionsWithoutEffectAreLeftOut() {
        assertEquals(List.of("-XshowSettings:vm", "--show-version", "-XX:+UseZGC"), parse("-server", "-splash:x.png",
                "-XshowSettings:vm", "--show-version", "-XX:+UseZGC", "Main").vmOptions());
    }

    @Test
    void existingFileWithJavaEndingIsSource() throws IOException {
        assertTarget(Kind.MAIN_CLASS, "Foo.java", parse("Foo.java", "a"));
        Files.createFile(folder.resolve("Foo.java"));
        JavaCommand command = parse("-cp", "x", "Foo.java", "a");
        assertTarget(Kind.SOURCE_FILE, "Foo.java", command);
        assertEquals("x", command.classPath());
        assertEquals(List.of("a"), command.programArguments());
    }

    @Test
    void sourceOptionMakesAnyFileSource() {
        JavaCommand command = parse("--source", "25", "--enable-preview", "script");
        assertTarget(Kind.SOURCE_FILE, "script", command);
        assertEquals(List.of("-Djdk.internal.javac.source=25", "--enable-preview"), command.vmOptions());
    }

    @Test
    void launcherOptionsOfTheEnvironmentComeFirst() {
        assertEquals(List.of("-Da=1", "-Db=2"), parseWith(Map.of("JDK_JAVA_OPTIONS", "-Da=1"), "-Db=2", "Main").vmOptions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-version", "--version", "-help", "-h", "-?", "--help", "-X", "--help-extra", "-fullversion",
        "--full-version", "--list-modules", "--dry-run", "--validate-modules", "--describe-module=java.base",
        "-Xshare:dump", "-cp"})
    void runsNothing(String option) {
        assertFalse(parse(option).runsProgram());
        assertFalse(parse(option, "Main").runsProgram() && !option.equals("-cp"));
        assertFalse(parse("-Dx", option, "-y").runsProgram());
    }

    @Test
    void nothingToRunWithoutMainClassOrWithRefusedOptions() {
        assertFalse(parse().runsProgram());
        assertFalse(parse("-Dx=y").runsProgram());
        assertFalse(parse("-jar").runsProgram());
        assertFalse(parse("--source", "25", "-jar", "x.jar").runsProgram());
        assertFalse(parse("@nosuch", "Main").runsProgram());
        assertFalse(parseWith(Map.of("JDK_JAVA_OPTIONS", "Main"), "Main").runsProgram());
        assertFalse(parse("-d", "java.base", "Main").runsProgram());
    }

    @Test
    void wildcardsBecomeTheJarsInTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        for (String name : List.of("a.jar", "b.JAR", "c.txt")) {
            Files.createFile(folder.resolve("lib").resolve(name));
        }
        List<String> entries = new ArrayList<>(List.of(parse("-cp", "x:lib/*:y/*", "Main").classPath().split(":")));
        assertEquals("x", entries.removeFirst());
        assertEquals("y/*", entries.removeLast());
        assertEquals(List.of("lib/a.jar", "lib/b.JAR"), entries.stream().sorted().toList());
    }

    @Test
    void shortNamesAreFitForFiles() throws IOException {
        Files.createFile(folder.resolve("Foo.java"));
        assertEquals("Main", parse("a.b.Main").shortName());
        assertEquals("Main_Inner", parse("a.b.Main$Inner").shortName());
        assertEquals("Main", parse("a/b/Main").shortName());
        assertEquals("app-1.0", parse("-jar", "lib/app-1.0.jar").shortName());
        assertEquals("Main", parse("-m", "mod/p.Main").shortName());
        assertEquals("my.mod", parse("-m", "my.mod").shortName());
        assertEquals("Foo", parse("Foo.java").shortName());
        assertEquals("recording", parse("-jar", "..").shortName());
    }
}
