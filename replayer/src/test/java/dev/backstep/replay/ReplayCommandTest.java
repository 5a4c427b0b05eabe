package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.Machine;
import dev.backstep.recording.RecordingMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private static final Machine HERE = new Machine(2, 8L << 30);

    private static List<String> words(Kind kind, String name, List<String> vmOptions, List<String> arguments, String cp) {
        RecordingMetadata metadata = RecordingMetadata.builder().target(new LaunchTarget(kind, name)).vmOptions(vmOptions)
                .programArguments(arguments).build();
        Map<String, String> properties = cp.isEmpty() ? Map.of() : Map.of("java.class.path", cp);
        List<String> lines = new ReplayCommand(metadata, properties, HERE).argumentFileText(List.of()).lines().toList();
        return lines.stream().filter(line -> !line.startsWith("\"-Xmx") && !line.startsWith("\"-Xss")).toList();
    }

    @Test
    void jarNeedsNotExist() {
        assertEquals(List.of("\"-Dx=y\"", "\"-cp\"", "\"x.jar\"", "\"recorded.by.Backstep\"", "\"-a\"", "\"\""),
                words(Kind.JAR, "x.jar", List.of("-Dx=y"), List.of("-a", ""), "x.jar"));
    }

    @Test
    void moduleIsNamedBecauseTheVmResolvesIt() {
        assertEquals(List.of("\"--module-path=mods\"", "\"-m\"", "\"m/Main\""),
                words(Kind.MODULE, "m/Main", List.of("--module-path=mods"), List.of(), ""));
    }

    @Test
    void sourceFileIsTheFirstArgumentOfItsLauncher() {
        assertEquals(List.of("\"--add-modules=ALL-DEFAULT\"", "\"recorded.by.Backstep\"", "\"Foo.java\"", "\"a\""),
                words(Kind.SOURCE_FILE, "Foo.java", List.of(), List.of("a"), ""));
    }

    @Test
    void awkwardCharactersAreQuoted() {
        assertEquals(List.of("\"recorded.by.Backstep\"", "\"a\\\\b \\\"c\\\" 'd' #e\\nf\\r@g\""),
                words(Kind.MAIN_CLASS, "Main", List.of(), List.of("a\\b \"c\" 'd' #e\nf\r@g"), ""));
    }
}
