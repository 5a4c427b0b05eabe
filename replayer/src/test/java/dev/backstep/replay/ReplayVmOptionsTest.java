package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.Machine;
import dev.backstep.recording.RecordingMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayVmOptionsTest {
    private static final long GIGABYTE = 1L << 30;
    private static final Machine SMALL = new Machine(1, GIGABYTE);
    private static final Machine LARGE = new Machine(16, 64 * GIGABYTE);

    @Test
    void optionsThatTouchTheOutsideAreLeftOut() {
        List<String> options = options(Machine.UNKNOWN, Map.of(), SMALL, "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y", "-ea",
                "-XX:OnOutOfMemoryError=rm x", "-Xlog:gc:file=gc.log", "-Xlog:gc:gc.log:time",
                "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=/x", "-XX:StartFlightRecording=filename=x.jfr",
                "-XX:StartFlightRecording", "-Xloggc:x", "-javaagent:a.jar=file=x", "-Xlog:gc", "-Xlog:gc:stdout", "-XX:ErrorFile=x",
                "-Xshare:off", "-XX:MaxMetaspaceSize=64m", "-Xss180k");
        assertEquals(List.of("-ea", "-javaagent:a.jar=file=x", "-Xlog:gc", "-Xlog:gc:stdout", "-Xshare:off"), withoutLimits(options));
    }

    @Test
    void heapIsHalfOfTheMachineIfThatIsMore() {
        assertEquals("-Xmx" + GIGABYTE / 2, heap(SMALL, "-Xmx24m"));
        assertEquals("-Xmx" + GIGABYTE / 2, heap(SMALL, "-XX:MaxHeapSize=24m"));
    }

    @Test
    void heapIsTwiceTheRecordedIfThatIsMore() {
        assertEquals("-Xmx" + 6 * GIGABYTE, heap(SMALL, "-Xmx1g", "-XX:MaxRAMPercentage=1", "-Xmx3G"));
        assertEquals("-Xmx" + 2 * 16 * GIGABYTE * 3 / 4, heap(new Machine(2, 16 * GIGABYTE), SMALL, "-XX:MaxRAMPercentage=75.0"));
        assertEquals("-Xmx" + 2 * 8 * GIGABYTE, heap(new Machine(2, 16 * GIGABYTE), SMALL, "-XX:MaxRAMFraction=2"));
        assertEquals("-Xmx" + 2 * 2 * GIGABYTE, heap(new Machine(2, 16 * GIGABYTE), SMALL, "-XX:MaxRAM=8g"));
        assertEquals("-Xmx" + 2 * 4 * GIGABYTE, heap(new Machine(2, 16 * GIGABYTE), SMALL));
    }

    @Test
    void pointersStayAsLongAsTheyWere() {
        assertEquals("-Xmx" + 31 * GIGABYTE, heap(LARGE, "-Xmx30g"));
        assertEquals("-Xmx" + 80 * GIGABYTE, heap(LARGE, "-Xmx40g"));
        assertEquals("-Xmx" + 60 * GIGABYTE, heap(LARGE, "-Xmx30g", "-XX:-UseCompressedOops"));
    }

    @Test
    void machineIsThatOfTheRecording() {
        List<String> options = options(LARGE, Map.of("user.dir", "/ada", "stdout.encoding", "UTF-8", "java.io.tmpdir", "/tmp",
                "backstep.vm.maxDirectMemory", "123"), SMALL, "-ea");
        assertTrue(options.containsAll(List.of("-Duser.dir=/ada", "-Dstdout.encoding=UTF-8", "-XX:ActiveProcessorCount=16",
                "-XX:MaxDirectMemorySize=123", "-XX:+UseG1GC")), options.toString());
        assertFalse(options.toString().contains("tmpdir"), options.toString());
        assertTrue(options(SMALL, Map.of(), LARGE).contains("-XX:+UseSerialGC"));
    }

    @Test
    void whatTheUserSaidAboutTheMachineStays() {
        List<String> options = options(LARGE, Map.of("backstep.vm.maxDirectMemory", "123"), SMALL, "-XX:+UseParallelGC",
                "-XX:ActiveProcessorCount=3", "-XX:MaxDirectMemorySize=4m");
        assertEquals(List.of("-XX:+UseParallelGC", "-XX:ActiveProcessorCount=3", "-XX:MaxDirectMemorySize=4m"),
                withoutLimits(options));
    }

    @Test
    void classArchiveOfAnotherJdkMeansNone() {
        assertEquals(List.of("-Xshare:off"), withoutLimits(options(Machine.UNKNOWN, Map.of(), SMALL, "-XX:SharedArchiveFile=x")));
    }

    @Test
    void stackIsLargerThanAnyRecorded() {
        assertTrue(options(Machine.UNKNOWN, Map.of(), SMALL, "-Xss1m").contains("-Xss256m"));
    }

    private static List<String> withoutLimits(List<String> options) {
        return options.stream().filter(option -> !option.startsWith("-Xss") && !option.startsWith("-Xmx")).toList();
    }

    private static String heap(Machine replaying, String... recorded) {
        return heap(Machine.UNKNOWN, replaying, recorded);
    }

    private static String heap(Machine recording, Machine replaying, String... recorded) {
        return options(recording, Map.of(), replaying, recorded).getLast();
    }

    private static List<String> options(Machine recording, Map<String, String> properties, Machine replaying, String... recorded) {
        RecordingMetadata metadata = RecordingMetadata.builder().target(new LaunchTarget(Kind.MAIN_CLASS, "Main"))
                .vmOptions(List.of(recorded)).machine(recording).build();
        return ReplayVmOptions.of(metadata, properties, replaying);
    }
}
