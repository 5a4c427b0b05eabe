package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.RecordingMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private static List<String> words(Kind kind, String name, List<String> vmOptions, List<String> arguments, String cp) {
        RecordingMetadata metadata = RecordingMetadata.builder().target(new LaunchTarget(kind, name)).vmOptions(vmOptions)
                .programArguments(arguments).build();
        return new ReplayCommand(metadata, cp).argumentFileText().lines().toList();
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

    @Test
    void optionsThatTouchTheOutsideAreLeftOut() {
        assertEquals(List.of("-ea", "-javaagent:a.jar=file=x", "-Xlog:gc", "-Xlog:gc:stdout"),
                ReplayVmOptions.of(List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005", "-ea",
                        "-Dcom.sun.management.jmxremote.port=9", "-XX:OnOutOfMemoryError=rm x", "-Xlog:gc:file=gc.log",
                        "-Xlog:gc:gc.log:time", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=/x",
                        "-XX:StartFlightRecording=filename=x.jfr", "-XX:StartFlightRecording", "-Xloggc:x",
                        "-javaagent:a.jar=file=x", "-Xlog:gc", "-Xlog:gc:stdout", "-XX:ErrorFile=x", "-Xshare:off")));
    }

    @Test
    void heapIsDoubled() {
        assertEquals(List.of("-Xms64m", "-Xmx256m", "-XX:MaxHeapSize=2g", "-Xmx200"),
                ReplayVmOptions.of(List.of("-Xms64m", "-Xmx128m", "-XX:MaxHeapSize=1g", "-Xmx100")));
    }
}
