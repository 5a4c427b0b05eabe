package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes a recording as launcher and debuggee do together, without a debuggee. */
public final class RecordingBuilder {
    /** Ids of the natives in {@link #metadata()}. */
    public static final int READ_BYTES = 0;
    public static final int OPEN = 1;

    private final EventWriter events = new EventWriter();
    private RecordingState state = RecordingState.OPEN;
    private int reservedBytes;

    /** The log to write events to. */
    public EventWriter events() {
        return events;
    }

    /** The state that the debuggee leaves. */
    public RecordingBuilder state(RecordingState newState) {
        state = newState;
        return this;
    }

    /** Space behind the committed log, as a killed debuggee leaves it; filled with rubbish. */
    public RecordingBuilder reserved(int lengthBytes) {
        reservedBytes = lengthBytes;
        return this;
    }

    /** One event of each sort that matters, by three threads. */
    public RecordingBuilder typical() {
        events.properties(Map.of("java.version", "25", "user.dir", "/home/ada")).launch(1, "demo.Counter")
                .ticks(5).nanoTime(1_000_000_007L)
                .ticks(100).threadStart(1, "worker-1").threadStart(2, "worker-2")
                .thread(1).ticks(17).block(READ_BYTES).wake(3, 0)
                .returned(READ_BYTES, w -> w.number(6).bytes("hello\n".getBytes()).argument().number(6).check(0xcafe))
                .thread(2).ticks(1).threw(OPEN, "java.io.FileNotFoundException", "no such file")
                .event(8, w -> w.zigzag(1_700_000_000_000L)).event(9, w -> w.zigzag(-5)).event(10, w -> w.varint(9))
                .event(11, w -> w.varint(2).varint(40).varint(41)).event(12, w -> w.varint(15))
                .event(13, w -> w.varint(77)).event(14, w -> w.utf16("uses a native library: ł"))
                .event(15, w -> w.latin1("worker-1 waits\nfor worker-2")).event(18, w -> w.latin1("demo.Counter$$Lambda/1"))
                .event(19, w -> w.varint(1_500_000)).event(21, w -> w.fourBytes(0x12345678))
                .returned(OPEN, w -> w.objectArray("java.lang.String", 2).latin1("a").nothing()
                        .longs(1, -2, 3).ints(4, -5).object("sun.nio.fs.UnixFileAttributes", 2).number(33188).nothing())
                .thread(EventCodes.DESTROY_THREAD).ticks(2).exit(0);
        return state(RecordingState.EXITED);
    }

    /** Metadata of a small program. */
    public static RecordingMetadata metadata() {
        return RecordingMetadata.builder()
                .commandLine(List.of("java", "-cp", "classes", "demo.Counter", "two words"))
                .expandedCommandLine(List.of("java", "-Xmx64m", "-cp", "classes", "demo.Counter", "two words"))
                .jdkHome("/opt/jdk").jdkVersion("25.0.3+9").imageVersion("0123abcd")
                .vmOptions(List.of("-Xmx64m")).classPath(List.of("classes")).programArguments(List.of("two words"))
                .target(new LaunchTarget(LaunchTarget.Kind.MAIN_CLASS, "demo.Counter"))
                .environment(Map.of("HOME", "/home/ada", "TOKEN", "secret"))
                .workingDirectory("/home/ada").user("ada").host("engine").operatingSystem("Linux 6.18 amd64")
                .machine(new Machine(8, 16L << 30))
                .startedAtMillis(1_700_000_000_000L).backstepVersion("0.1.0")
                .hookNames(List.of("java/io/FileInputStream.readBytes([BII)I", "java/io/FileInputStream.open0(Ljava/lang/String;)V"))
                .build();
    }

    /** Writes the file and leaves it as the debuggee does. */
    public RecordingHeader write(Path file) throws IOException {
        RecordingHeader header = RecordingCreator.create(file, metadata(), new Schedule(42, 50_000, false, false));
        byte[] log = events.toByteArray();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(log), header.logOffset());
            byte[] rubbish = new byte[reservedBytes];
            Arrays.fill(rubbish, (byte) 0x3c);
            channel.write(ByteBuffer.wrap(rubbish), header.logOffset() + log.length);
            ByteBuffer counters = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            counters.putLong(log.length).putLong(events.eventCount()).putLong(events.tickCount()).putLong(3).flip();
            channel.write(counters, RecordingLayout.COMMITTED_LENGTH_OFFSET);
            channel.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, state.code()),
                    RecordingLayout.STATE_OFFSET);
        }
        return header;
    }

    /** Writes the file and closes it as the launcher does. */
    public RecordingTrailer writeClosed(Path file) throws IOException {
        write(file);
        return RecordingCloser.close(file, RecordingEnd.exited(0, 1_234_000_000L, List.of("uses a native library")));
    }
}
