package dev.backstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    @TempDir
    private Path folder;

    private final RecordingBuilder builder = new RecordingBuilder();

    @Test
    void everyKindThatTheRuntimeWritesIsRead() throws IOException {
        Consumer<EventWriter> unplaced = w -> w.varint(3).latin1("full").varint(4).nothing().varint(0).varint(0).varint(0);
        builder.typical().events().event(17, w -> w.latin1("disk full")).event(22, unplaced)
                .event(23, w -> w.latin1("half way")).event(24, w -> w.latin1("from outside")).event(25, unplaced);
        Set<EventKind> seen = read().stream().map(Event::kind).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(EventKind.class), seen);
    }

    @Test
    void positionsAreAbsolute() throws IOException {
        builder.events().ticks(5).nanoTime(10).thread(3).ticks(7).nanoTime(20).nanoTime(30);
        List<Event> events = read();
        assertEquals(List.of(0L, 1L, 2L), events.stream().map(e -> e.position().index()).toList());
        assertEquals(List.of(5L, 12L, 12L), events.stream().map(e -> e.position().tick()).toList());
        assertEquals(List.of(0, 3, 3), events.stream().map(e -> e.position().thread()).toList());
        long first = events.getFirst().position().offset();
        // kind, tick delta, payload; then kind, thread, tick delta, payload.
        assertEquals(List.of(first, first + 3, first + 7), events.stream().map(e -> e.position().offset()).toList());
    }

    @Test
    void differencesBecomeAbsoluteNumbers() throws IOException {
        builder.events().nanoTime(-40).nanoTime(Long.MAX_VALUE).nanoTime(12).wake(2, 1).wake(3, 18);
        List<Event> events = read();
        assertEquals(-40, ((Event.NanoTime) events.get(0)).nanos());
        assertEquals(Long.MAX_VALUE, ((Event.NanoTime) events.get(1)).nanos());
        assertEquals(12, ((Event.NanoTime) events.get(2)).nanos());
        assertEquals(2, ((Event.Wake) events.get(3)).decision());
        assertEquals(5, ((Event.Wake) events.get(4)).decision());
        assertEquals(Event.WakeCause.SIGNAL, ((Event.Wake) events.get(4)).cause());
    }

    @Test
    void valuesKeepTypeAndContent() throws IOException {
        assertEquals(List.of(new Value.Number(Long.MIN_VALUE), new Value.Null(), new Value.Text(1, "ÿ"),
                        new Value.Text(3, "\ud800a\u0142"), new Value.Bytes(2, new byte[] {1, -1})),
                values(w -> w.number(Long.MIN_VALUE).nothing().latin1("ÿ").utf16("\ud800a\u0142").bytes(new byte[] {1, -1})));
        assertEquals(List.of(new Value.ObjectArray("A", List.of(new Value.Fields("B", List.of(new Value.Null()))))),
                values(w -> w.objectArray("A", 1).object("B", 1).nothing()));
        assertEquals(List.of(new Value.NumberArray(Value.NumberArray.Component.LONG, 2, new long[] {-1, 1L << 40}),
                        new Value.Argument(new Value.Check(-2))),
                values(w -> w.longs(-1, 1L << 40).argument().check(-2)));
    }

    @Test
    void longValuesAreHeldInPart() throws IOException {
        builder.events().returned(0, w -> w.bytes(new byte[ValueReader.MAX_HELD + 300_000])).exit(7);
        List<Event> events = read();
        Value.Bytes bytes = (Value.Bytes) ((Event.Return) events.getFirst()).values().getFirst();
        assertEquals(ValueReader.MAX_HELD + 300_000, bytes.lengthBytes());
        assertEquals(ValueReader.MAX_HELD, bytes.held().length);
        assertEquals(7, ((Event.Exit) events.getLast()).status());
    }

    @Test
    void reservedSpaceOfARunningDebuggeeIsNotRead() throws IOException {
        builder.events().nanoTime(1).nanoTime(2);
        builder.reserved(70_000);
        assertEquals(2, read().size());
    }

    @Test
    void emptyLogHasNoEvents() throws IOException {
        assertEquals(List.of(), read());
    }

    @Test
    void cutOffLogGivesItsWholeEventsFirst() throws IOException {
        Path file = folder.resolve("cut.backstep");
        builder.typical();
        RecordingHeader header = builder.write(file);
        List<Event> whole = readAll(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole.get(8).position().offset() + 1);
        }
        List<Event> events = new ArrayList<>();
        CorruptRecordingException corrupt =
                assertThrows(CorruptRecordingException.class, () -> readInto(file, events));
        assertEquals(whole.subList(0, 8), events);
        assertTrue(corrupt.offset() > header.logOffset());
        assertTrue(corrupt.getMessage().contains("cut off"), corrupt.getMessage());
    }

    @Test
    void impossibleBytesAreNamed() throws IOException {
        assertCorrupt("no event has the kind 63", w -> w.raw(63));
        assertCorrupt("no event has the kind 0", w -> w.raw(0));
        assertCorrupt("unknown bits", w -> w.raw(0x47));
        assertCorrupt("longer than 64 bits", w -> w.raw(7).raw(0).raw(0x80).raw(0x80).raw(0x80).raw(0x80)
                .raw(0x80).raw(0x80).raw(0x80).raw(0x80).raw(0x80).raw(0x02));
        assertCorrupt("no value has the tag 99", w -> w.raw(3).raw(0).raw(0).raw(99));
        assertCorrupt("impossible length", w -> w.raw(3).raw(0).raw(0).raw(3).varint(1L << 40));
        assertCorrupt("impossible array length", w -> w.raw(3).raw(0).raw(0).raw(7).varint(Long.MAX_VALUE));
        assertCorrupt("impossible tick", w -> w.raw(7).varint(-1));
        assertCorrupt("ends within an event", w -> w.raw(14));
        assertCorrupt("no cause", w -> w.raw(6).raw(0).raw(1).raw(4));
        assertCorrupt("is no string", w -> w.raw(14).raw(0).nothing());
        assertCorrupt("nested too deeply", w -> {
            w.raw(3).raw(0).raw(0);
            for (int i = 0; i < 5000; i++) {
                w.argument();
            }
        });
    }

    @Test
    void everyEventIsOneLineOfText() throws IOException {
        builder.typical().events().event(17, w -> w.latin1("disk\u001b[31m full\n"));
        EventText text = new EventText(RecordingBuilder.metadata().hookNames());
        for (Event event : read()) {
            String line = text.line(event);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
            assertTrue(line.contains(event.kind().name()), line);
        }
    }

    @Test
    void textNamesNativesOrTheirNumbers() throws IOException {
        builder.events().block(1).block(99);
        List<Event> events = read();
        EventText text = new EventText(RecordingBuilder.metadata().hookNames());
        assertEquals("java/io/FileInputStream.open0(Ljava/lang/String;)V", text.details(events.get(0)));
        assertEquals("hook 99", text.details(events.get(1)));
    }

    @Test
    void propertiesKeepTheirOrderAndMapIsWhole() throws IOException {
        builder.events().properties(Map.of("a", "1", "b", ""));
        assertEquals(Map.of("a", "1", "b", ""),
                assertInstanceOf(Event.Properties.class, read().getFirst()).properties());
    }

    private void assertCorrupt(String problem, Consumer<EventWriter> log) throws IOException {
        Path file = folder.resolve("corrupt.backstep");
        Files.deleteIfExists(file);
        RecordingBuilder corrupt = new RecordingBuilder();
        log.accept(corrupt.events());
        corrupt.write(file);
        CorruptRecordingException thrown = assertThrows(CorruptRecordingException.class, () -> readAll(file), problem);
        assertTrue(thrown.problem().contains(problem), thrown.problem() + " instead of " + problem);
    }

    private List<Value> values(Consumer<EventWriter> values) throws IOException {
        RecordingBuilder one = new RecordingBuilder();
        one.events().returned(0, values);
        Path file = Files.createTempDirectory(folder, "values").resolve("x.backstep");
        one.write(file);
        return ((Event.Return) readAll(file).getFirst()).values();
    }

    private List<Event> read() throws IOException {
        Path file = folder.resolve("x.backstep");
        builder.write(file);
        return readAll(file);
    }

    private static List<Event> readAll(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        readInto(file, events);
        return events;
    }

    private static void readInto(Path file, List<Event> events) throws IOException {
        try (Recording recording = Recording.open(file)) {
            EventReader reader = recording.events();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
            assertNull(reader.next());
        }
    }
}
