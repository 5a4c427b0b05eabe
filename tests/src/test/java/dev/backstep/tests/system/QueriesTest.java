package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.Queries.Hit;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.tests.debuggees.Ledger;
import dev.backstep.tests.debuggees.LibraryWrites;
import dev.backstep.tests.debuggees.UncaughtInMain;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Questions about a whole recording, of one program that has something of everything. One session, so one test at a time. */
@Execution(ExecutionMode.SAME_THREAD)
class QueriesTest {
    private static final String LEDGER = Ledger.class.getName();
    private static final Path SOURCE = Path.of("src/main/java", LEDGER.replace('.', '/') + ".java");
    private static Scratch scratch;
    private static Outcome recorded;
    private static ReplaySession session;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        scratch = Scratch.of("queries");
        recorded = Backstep.record(Program.of(Ledger.class), scratch.recording(), scratch.work());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        session = ReplaySessions.open(scratch.recording(), SessionOptions.usual());
    }

    @AfterAll
    static void close() throws IOException {
        session.close();
        scratch.delete();
    }

    /** The line whose comment says so. */
    private static int line(String comment) throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        return IntStream.range(0, lines.size()).filter(i -> lines.get(i).endsWith("; // " + comment)).findFirst().orElseThrow() + 1;
    }

    private static CodeLocation at(String comment) throws IOException {
        return new CodeLocation(LEDGER, "", line(comment));
    }

    private static Position end() {
        return session.queries().overview().end();
    }

    @Test
    void overviewKnowsExtentAndEnding() {
        Overview overview = session.queries().overview();
        Stop end = session.motions().seek(new Target.End());
        assertEquals(end.position(), overview.end());
        assertEquals(end.tick(), overview.ticks());
        assertEquals(end.event(), overview.events());
        assertTrue(overview.durationNanos() > 0);
        assertEquals("the program exited with status 0", overview.ending());
    }

    @Test
    void uncaughtExceptionInMainIsTheFailureAndItsStatusTheEnding() throws IOException, InterruptedException {
        Scratch failing = Scratch.of("queries-uncaught");
        Program program = Program.of(UncaughtInMain.class);
        assertEquals(1, Backstep.record(program, failing.recording(), failing.work()).exitCode());
        try (ReplaySession uncaught = ReplaySessions.open(failing.recording(), SessionOptions.usual())) {
            Overview overview = uncaught.queries().overview();
            assertEquals("the program exited with status 1", overview.ending());
            ThrownException thrown = uncaught.queries().exceptions(0, 0).getLast();
            assertFalse(thrown.caught());
            assertEquals(thrown.position(), overview.failure().orElseThrow());
        }
        failing.delete();
    }

    @Test
    void consoleLinesLeadToWhereTheyWerePrinted() throws IOException {
        List<ConsoleLine> lines = session.queries().console(0, 0);
        List<String> output = lines.stream().filter(line -> !line.error()).map(ConsoleLine::text).toList();
        assertEquals(recorded.output().lines().toList(), output);
        Map<String, String> places = Map.of("5 digits", "digits", "booked 1", "booked", "refused", "refused");
        int seen = 0;
        for (ConsoleLine line : lines) {
            if (places.containsKey(line.text())) {
                Stop stop = session.motions().seek(new Target.ConsoleLine(line.index()));
                assertEquals(line.position(), stop.position());
                assertEquals(line(places.get(line.text())), stop.location().orElseThrow().line(), line.text());
                assertEquals(line.thread(), stop.thread());
                seen++;
            }
        }
        assertEquals(3, seen);
    }

    @Test
    void exceptionsLeadToWhereTheyWereThrown() throws IOException {
        List<ThrownException> thrown = session.queries().exceptions(0, 0);
        assertEquals(List.of("java.lang.IllegalArgumentException", "java.lang.NullPointerException"),
                thrown.stream().map(ThrownException::className).toList());
        assertEquals("too much: 3", thrown.getFirst().message());
        assertTrue(thrown.getFirst().caught());
        assertFalse(thrown.getLast().caught());
        assertEquals(line("thrown"), thrown.getFirst().location().line());
        for (ThrownException e : thrown) {
            Stop stop = session.motions().seek(new Target.Thrown(e.index()));
            assertEquals(e.location(), stop.location().orElseThrow());
            assertEquals(e.thread(), stop.thread());
        }
        assertEquals(line("broken"), thrown.getLast().location().line());
        assertEquals(thrown.getLast().position(), session.queries().overview().failure().orElseThrow());
    }

    @Test
    void exactlyOneThreadRunsAtEachStep() {
        TimelineSlice all = session.queries().timeline(Position.START, end(), 1_000_000);
        assertEquals(List.of("main", "clerk", "broken"), all.threads().stream().map(ThreadLane::name).toList());
        long running = 0;
        for (ThreadLane lane : all.threads()) {
            for (int i = 0; i < lane.from().length; i++) {
                assertTrue(i == 0 || lane.from()[i] == lane.to()[i - 1], "a gap in the lane of " + lane.name());
                running += lane.state()[i] == ThreadView.State.RUNNING.ordinal() ? lane.to()[i] - lane.from()[i] : 0;
            }
        }
        assertEquals(end().step(), running);
    }

    @Test
    void marksAndClockAscend() {
        TimelineSlice slice = session.queries().timeline(Position.START, end(), 1000);
        assertTrue(IntStream.range(1, slice.marks().step().length).allMatch(i -> slice.marks().step()[i - 1] <= slice.marks().step()[i]));
        assertEquals(2, count(slice, MarkKind.THREAD_START));
        assertEquals(1, count(slice, MarkKind.UNCAUGHT_EXCEPTION));
        assertTrue(IntStream.range(1, slice.clockNanos().length).allMatch(i -> slice.clockNanos()[i - 1] <= slice.clockNanos()[i]
                && slice.clockSteps()[i - 1] <= slice.clockSteps()[i]));
    }

    private static int count(TimelineSlice slice, MarkKind kind) {
        return IntStream.range(0, slice.marks().kind().length).filter(i -> slice.marks().kind()[i] == kind.ordinal())
                .map(i -> slice.marks().count()[i]).sum();
    }

    @Test
    void eachExecutionOfALineIsFoundWithTheValuesThen() throws IOException {
        List<Hit> hits = session.queries().hits(at("entries"), List.of("amount", "this.owner", "slots[1]", "slots.length"), 0, 0);
        assertEquals(1000, hits.size());
        assertEquals(2, hits.stream().map(Hit::thread).distinct().count());
        List<Hit> mine = hits.stream().filter(hit -> hit.values().get(1).equals("\"mine\"")).toList();
        assertEquals(IntStream.rangeClosed(1, 500).mapToObj(Integer::toString).toList(), mine.stream().map(hit -> hit.values().getFirst()).toList());
        assertEquals(List.of("6", "\"mine\"", "5", "4"), mine.get(5).values());
        Stop stop = session.motions().seek(new Target.At(mine.get(7).position()));
        assertEquals(line("entries"), stop.location().orElseThrow().line());
        assertEquals(mine.get(7).thread(), stop.thread());
        assertEquals(hits.subList(10, 30), session.queries().hits(at("entries"), List.of("amount", "this.owner", "slots[1]", "slots.length"), 10, 20));
    }

    private static void goTo(String comment) throws IOException {
        session.motions().seek(new Target.At(session.queries().hits(at(comment), List.of(), 0, 1).getFirst().position()));
    }

    /** Id of the locals, or the static fields, of the frame on top. */
    private static long scope(int index) {
        long frame = session.inspection().frames(session.stop().thread(), 0, 1).getFirst().id();
        return session.inspection().scopes(frame).get(index).id();
    }

    private static VariableView part(long container, String name) {
        return session.inspection().parts(container, Inspection.Parts.ALL, 0, 0, ValueFormat.USUAL).stream()
                .filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> values(List<Write> writes) {
        return writes.stream().map(Write::value).toList();
    }

    @Test
    void historyOfARacyCounterNamesBothWriters() throws IOException {
        goTo("balances");
        long statics = scope(1);
        List<Write> writes = session.queries().history(statics, "entries", 0);
        assertEquals(1000, writes.size());
        assertEquals(2, writes.stream().map(Write::thread).distinct().count());
        assertEquals(part(statics, "entries").value(), writes.getFirst().value());
        assertTrue(writes.stream().allMatch(write -> write.location().method().equals("book")));
        Stop stop = session.motions().seek(new Target.At(writes.get(400).position()));
        assertEquals(line("entries"), stop.location().orElseThrow().line());
        assertEquals(writes.get(400).thread(), stop.thread());
    }

    @Test
    void historyOfAFieldIsThatOfItsObject() throws IOException {
        goTo("balances");
        VariableView mine = part(scope(0), "mine");
        List<Write> writes = session.queries().history(mine.id(), "balance", 0);
        assertEquals(500, writes.size());
        assertEquals(List.of("125250", "124750", "124251"), values(writes).subList(0, 3));
        assertTrue(writes.stream().allMatch(write -> write.thread() == 0));
        assertEquals(line("balance"), writes.getFirst().location().line());
        assertEquals(List.of("\"mine\""), values(session.queries().history(mine.id(), "owner", 3)));
    }

    @Test
    void historyOfAnElementIsThatOfItsArray() throws IOException {
        goTo("balances");
        VariableView slots = part(part(scope(0), "yours").id(), "slots");
        List<Write> writes = session.queries().history(slots.id(), "[3]", 4);
        assertEquals(List.of("499", "495", "491", "487"), values(writes));
        assertEquals(line("slot"), writes.getFirst().location().line());
    }

    @Test
    void historyOfALocalBeginsWithItsFrame() throws IOException {
        goTo("counted");
        long locals = scope(0);
        assertEquals(List.of("0", "4", "40", "404", "4041", "40417"), values(session.queries().history(locals, "rest", 0)));
        assertEquals(List.of("5", "4"), values(session.queries().history(locals, "count", 2)));
        List<Write> passed = session.queries().history(locals, "number", 0);
        assertEquals(List.of("40417"), values(passed));
        assertEquals(line("digits"), passed.getFirst().location().line());
    }

    @Test
    void nobodyIsNamedForWhatTheClassLibraryWrote() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("queries-library");
        try (ReplaySession session = Sessions.open(Program.of(LibraryWrites.class), scratch)) {
            CodeLocation shown = new CodeLocation(LibraryWrites.class.getName(), "work", Sessions.lineOf(LibraryWrites.class, "// shown"));
            session.motions().runTo(shown, Direction.FORWARD);
            long frame = session.inspection().frames(session.stop().thread(), 0, 1).getFirst().id();
            long self = part(session, session.inspection().scopes(frame).getFirst().id(), "this");
            long slots = part(session, self, "slots");
            long copied = part(session, self, "copied");
            long sum = part(session, self, "sum");

            assertUnseen("9", () -> session.queries().history(slots, "[3]", 1));
            assertUnseen("41", () -> session.queries().history(self, "count", 1));
            long statics = session.inspection().scopes(frame).get(1).id();
            assertUnseen("50", () -> session.queries().history(statics, "total", 1));
            assertUnseen("int[4]", () -> session.queries().history(statics, "latest", 1));
            assertEquals(List.of("\"by the program\"", "\"none\""), values(session.queries().history(statics, "title", 0)));
            assertEquals(1, session.queries().history(statics, "COUNT", 0).size());
            assertThrows(SessionException.class, () -> session.queries().history(sum, "value", 1));
            assertEquals(List.of("1"), values(session.queries().history(slots, "[1]", 1)));
            assertEquals("6", values(session.queries().history(self, "own", 1)).getFirst());
            assertEquals(Sessions.lineOf(LibraryWrites.class, "// copied"), session.queries().history(copied, "[3]", 1).getFirst().location().line());
        }
        scratch.delete();
    }

    private static long part(ReplaySession session, long container, String name) {
        ValueFormat asItIs = new ValueFormat(false, false, false, false, 100);
        return session.inspection().parts(container, Inspection.Parts.ALL, 0, 0, asItIs).stream()
                .filter(part -> part.name().equals(name)).findFirst().orElseThrow().id();
    }

    private static void assertUnseen(String value, Executable question) {
        String said = assertThrows(SessionException.class, question).getMessage();
        assertTrue(said.startsWith("The value " + value + " was written by code of the class library"), said);
    }

    @Test
    void whatHasNoWritesSaysSo() throws IOException {
        goTo("counted");
        assertThrows(SessionException.class, () -> session.queries().history(scope(0), "this", 1));
        assertThrows(SessionException.class, () -> session.queries().history(scope(0), "nothing", 1));
        assertThrows(SessionException.class, () -> session.queries().hits(new CodeLocation(LEDGER, "", 1), List.of(), 0, 0));
    }

    @Test
    void otherExpressionsAreEvaluatedAtEachExecution() throws IOException {
        List<Hit> hits = session.queries().hits(at("digit"), List.of("rest", "rest * 2 + String.valueOf(count)", "nonsense"), 1, 2);
        assertEquals(List.of("404", "40"), hits.stream().map(hit -> hit.values().getFirst()).toList());
        assertEquals(List.of("\"8081\"", "\"802\""), hits.stream().map(hit -> hit.values().get(1)).toList());
        assertTrue(hits.getFirst().values().get(2).startsWith("("), hits.toString());
    }

    @Test
    void exceptionAndFieldBreakpointsStopWhereTheyAreHit() throws IOException {
        session.motions().seek(new Target.Start());
        session.breakpoints().set(List.of(new Breakpoint.Exception(1, List.of("java.lang.RuntimeException"), true, false, Breakpoint.Filter.NONE)));
        assertEquals(line("thrown"), session.motions().resume(Direction.FORWARD).location().orElseThrow().line());
        session.breakpoints().set(List.of(new Breakpoint.Field(2, LEDGER, "balance", false, true, Breakpoint.Filter.NONE)));
        assertEquals(line("balance"), session.motions().resume(Direction.BACKWARD).location().orElseThrow().line());
        session.breakpoints().set(List.of());
    }

    @Test
    void linesKnowHowOftenTheyRan() throws IOException {
        Map<Integer, Long> counts = session.queries().lineCounts(SOURCE.toAbsolutePath().toString());
        assertEquals(1000, counts.get(line("entries")));
        assertEquals(5, counts.get(line("digit")));
        assertEquals(1, counts.get(line("thrown")));
        assertEquals(session.queries().lineCounts("Ledger.java"), counts);
    }

    @Test
    void secondOpeningNeedsNoReplay() throws IOException {
        Overview first = session.queries().overview();
        try (ReplaySession again = ReplaySessions.open(scratch.recording(), SessionOptions.usual())) {
            long start = System.nanoTime();
            assertEquals(first, again.queries().overview());
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 400, "the survey took " + millis + " ms although it was made before");
        }
    }
}
