package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.record.FileTrees;
import dev.backstep.tests.debuggees.Clocks;
import dev.backstep.tests.debuggees.Computation;
import dev.backstep.tests.debuggees.WaitAndNotify;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to start a Java program, and options that change how the VM works. */
class LaunchFormsTest {
    private static final String CLASSES = Settings.testClasses().toString();

    @Test
    void jar() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep-jar");
        Path jar = jar(folder.resolve("program.jar"), Clocks.class);
        RecordAndReplay.recordAndReplay(Program.of("jar", "-jar", jar.toString(), "argument"));
        FileTrees.delete(folder);
    }

    @Test
    void changedClassPath() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep-jar");
        Path jar = jar(folder.resolve("program.jar"), Clocks.class);
        Scratch scratch = Scratch.of("changed-class-path");
        Program program = Program.of("changed-class-path", "-jar", jar.toString());
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
        FileTrees.delete(folder);
        RecordAndReplay.replay(scratch, program, recorded, 2);
        scratch.delete();
    }

    @Test
    void argumentFileAndRelativeClassPath() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("argument-file");
        Files.copy(Settings.testClasses().resolve("dev/backstep/tests/debuggees/Clocks.class"),
                Files.createDirectories(scratch.work().resolve("a folder/dev/backstep/tests/debuggees")).resolve("Clocks.class"));
        Files.writeString(scratch.work().resolve("arguments"), "-Dx=y\n-cp \"a folder\"\n");
        Program program = Program.of("argument-file", "@arguments", Clocks.class.getName());
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
        assertEquals(recorded.output(), replayed.output(), replayed::describe);
        assertEquals(0, replayed.exitCode(), replayed::describe);
        scratch.delete();
    }

    @Test
    void sourceFile() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep-source");
        Path source = Files.writeString(folder.resolve("Hello.java"), "void main() { IO.println(\"hello \" + System.nanoTime()); }");
        RecordAndReplay.recordAndReplay(Program.of("source-file", source.toString()));
        FileTrees.delete(folder);
    }

    @Test
    void optionsFromTheEnvironment() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("tool-options");
        Program program = Program.of("tool-options", Clocks.class.getName());
        List<String> command = Stream.concat(Stream.of("env", "JAVA_TOOL_OPTIONS=-Dtool=options", "CLASSPATH=" + CLASSES, Settings.backstepCommand().toString()),
                Backstep.recordArguments(program, scratch.recording()).stream()).toList();
        try (RunningCommand record = Backstep.start(new ProcessBuilder(command).directory(scratch.work().toFile()), "")) {
            Outcome recorded = record.await(Settings.timeLimit());
            assertEquals(0, recorded.exitCode(), recorded::describe);
            assertTrue(recorded.errors().contains("Picked up JAVA_TOOL_OPTIONS: -Dtool=options"), recorded::describe);
            Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
            assertEquals(0, replayed.exitCode(), replayed::describe);
            assertEquals(recorded.output(), replayed.output());
        }
        scratch.delete();
    }

    @Test
    void defaultNameOfTheRecording() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("default-name");
        Outcome recorded = Backstep.run(scratch.work(), "", "record", "--", Settings.java().toString(), "-cp", CLASSES, Clocks.class.getName());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        try (Stream<Path> files = Files.list(scratch.work())) {
            Path recording = files.filter(file -> file.getFileName().toString().contains("Clocks")).findFirst().orElseThrow();
            Outcome replayed = Backstep.replay(recording, scratch.folder());
            assertEquals(recorded.output(), replayed.output(), replayed::describe);
        }
        scratch.delete();
    }

    @Test
    void modulePath() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep-module");
        compile(folder, "module-info", "module clock { requires java.logging; }");
        compile(folder, "clock.Main", "package clock; public class Main { public static void main(String[] a) { "
                + "System.out.println(Main.class.getModule() + \" \" + System.nanoTime() + \" \" + ModuleLayer.boot().findModule(\"java.logging\")); } }");
        RecordAndReplay.recordAndReplay(Program.of("module-path", "-p", folder.toString(), "-m", "clock/clock.Main"));
        FileTrees.delete(folder);
    }

    @Test
    void javaAgent() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep-agent");
        compile(folder, "Agent", "import java.lang.instrument.*; public class Agent { static int seen; "
                + "public static void premain(String options, Instrumentation instrumentation) { "
                + "System.out.println(\"agent with \" + options + \" at \" + System.nanoTime()); "
                + "instrumentation.addTransformer(new ClassFileTransformer() { public byte[] transform(ClassLoader loader, String name, Class<?> type, "
                + "java.security.ProtectionDomain domain, byte[] bytes) { if (name != null && name.startsWith(\"dev/\")) System.out.println(\"loading \" + name); return null; } }); } }");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "Agent");
        Path jar = folder.resolve("agent.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest); Stream<Path> classes = Files.list(folder)) {
            for (Path file : classes.filter(each -> each.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        RecordAndReplay.recordAndReplay(Program.of("java-agent", "-javaagent:" + jar + "=options", "-cp", CLASSES, WaitAndNotify.class.getName()));
        FileTrees.delete(folder);
    }

    private static void compile(Path folder, String name, String text) throws IOException {
        Path source = folder.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
        Files.writeString(source, text);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), "-p", folder.toString(), source.toString());
        assertEquals(0, result, "does not compile: " + text);
        Files.delete(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseZGC", "-XX:+UseShenandoahGC", "-XX:+UseG1GC -Xmx64m", "-Xint", "-XX:TieredStopAtLevel=1",
            "-XX:-TieredCompilation", "-ea -esa", "-Xss512k", "-XX:+UseCompactObjectHeaders", "-XX:-UseCompressedOops", "-Xshare:off", "-XX:+UseStringDeduplication",
            "--add-opens java.base/java.lang=ALL-UNNAMED", "-Xverify:all"})
    void vmOptions(String options) throws IOException, InterruptedException {
        String name = "options" + options.replaceAll("[^\\w]+", "-");
        List<String> common = List.of("-cp", CLASSES);
        for (Class<?> main : List.of(Computation.class, WaitAndNotify.class)) {
            String[] arguments = Stream.of(Stream.of(options.split(" ")), common.stream(), Stream.of(main.getName())).flatMap(each -> each).toArray(String[]::new);
            RecordAndReplay.recordAndReplay(Program.of(name, arguments), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chaos", "--paranoid", "--slice=1000", "--seed=42"})
    void recordOptions(String option) throws IOException, InterruptedException {
        Program program = Program.of("record" + option.replace('=', '-'), "-cp", CLASSES, WaitAndNotify.class.getName());
        RecordAndReplay.recordAndReplay(program, 2, option.split("="));
    }

    private static Path jar(Path file, Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            String entry = main.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(entry));
            Files.copy(Settings.testClasses().resolve(entry), jar);
            jar.closeEntry();
        }
        return file;
    }
}
