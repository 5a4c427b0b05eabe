package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.tests.debuggees.Computation;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Breakpoints that want some of hundreds of thousands of hits, by count or condition, in both directions. The loop's own counter tells the hit. */
@Execution(ExecutionMode.SAME_THREAD)
class HitCountsTest {
    private static Scratch scratch;
    /** Runs 200,000 times, with i from 0. */
    private static int merge;
    /** Runs 1,999,999 times, with i from 1. */
    private static int sum;
    private static ReplaySession session;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        scratch = Scratch.of("hit-counts");
        merge = Sessions.lineOf(Computation.class, "words.merge(");
        sum = Sessions.lineOf(Computation.class, "sum += Math.sin");
        session = Sessions.open(Program.of(Computation.class), scratch);
    }

    @AfterAll
    static void close() throws IOException {
        session.close();
        scratch.delete();
    }

    @BeforeEach
    void begin() {
        session.breakpoints().set(List.of());
        session.motions().seek(new Target.Start());
    }

    private static Breakpoint at(int id, int line, String hits) {
        return new Breakpoint.Line(id, "Computation.java", Optional.empty(), line, new Breakpoint.Filter("", hits, ""));
    }

    private static long counter() {
        long frame = session.inspection().frames(session.stop().thread(), 0, 1).getFirst().id();
        return Long.parseLong(session.inspection().evaluate("i", frame, ValueFormat.USUAL).value());
    }

    private static List<Long> countersAt(Direction direction, int stops) {
        List<Long> counters = new ArrayList<>();
        for (int i = 0; i < stops; i++) {
            assertEquals(StopReason.BREAKPOINT, session.motions().resume(direction).reason());
            counters.add(counter());
        }
        return counters;
    }

    @Test
    void everyThousandthIsMetForwardAndBackward() {
        session.breakpoints().set(List.of(at(1, merge, "% 1000")));
        assertEquals(List.of(999L, 1999L, 2999L, 3999L), countersAt(Direction.FORWARD, 4));
        assertEquals(List.of(2999L, 1999L, 999L), countersAt(Direction.BACKWARD, 3));
        assertEquals(StopReason.START, session.motions().resume(Direction.BACKWARD).reason());
    }

    @Test
    void oneOfTwoMillionIsFoundAtOnce() {
        session.breakpoints().set(List.of(at(1, sum, "1500000")));
        assertEquals(List.of(1_500_000L), countersAt(Direction.FORWARD, 1));
        assertEquals(StopReason.END, session.motions().resume(Direction.FORWARD).reason());
    }

    @Test
    void theLastOnesAreFoundFromTheEnd() {
        session.breakpoints().set(List.of(at(1, merge, ">= 199999")));
        session.motions().seek(new Target.End());
        assertEquals(List.of(199_999L, 199_998L), countersAt(Direction.BACKWARD, 2));
        assertEquals(StopReason.START, session.motions().resume(Direction.BACKWARD).reason());
    }

    /** Between checkpoints the recording is searched by several processes; they find the same. */
    @Test
    void segmentsAreSearchedTogether() {
        long end = session.motions().seek(new Target.End()).position().step();
        for (int part = 1; part < 8; part++) {
            session.motions().seek(new Target.At(new Position(end * part / 8)));
            session.queries().takeCheckpoint("part " + part);
        }
        session.motions().seek(new Target.End());
        session.breakpoints().set(List.of(at(1, merge, "<= 2"), at(2, sum, "1000000")));
        assertEquals(List.of(1L, 0L, 1_000_000L), countersAt(Direction.BACKWARD, 3));
        assertEquals(StopReason.START, session.motions().resume(Direction.BACKWARD).reason());
    }

    @Test
    void theFirstOnesAndNoMore() {
        session.breakpoints().set(List.of(at(1, merge, "<= 2")));
        assertEquals(List.of(0L, 1L), countersAt(Direction.FORWARD, 2));
        assertEquals(StopReason.END, session.motions().resume(Direction.FORWARD).reason());
    }

    /** Counts go on across stops of others, and from where a seek leads to. */
    @Test
    void eachBreakpointCountsItsOwnHits() {
        session.breakpoints().set(List.of(at(1, sum, "% 900000"), at(2, merge, "5"), at(3, merge + 1, "")));
        assertEquals(List.of(900_000L, 1_800_000L, 4L), countersAt(Direction.FORWARD, 3));
        Stop fifth = session.stop();
        assertEquals(List.of(2), fifth.breakpointIds());
        session.breakpoints().set(List.of(at(4, merge, "% 10")));
        assertEquals(List.of(9L, 19L), countersAt(Direction.FORWARD, 2));
        session.motions().seek(new Target.At(fifth.position()));
        assertEquals(List.of(9L), countersAt(Direction.FORWARD, 1));
    }

    @Test
    void twoCountsOnOneLine() {
        session.breakpoints().set(List.of(at(1, merge, "3"), at(2, merge, "% 4")));
        assertEquals(List.of(2L, 3L, 7L), countersAt(Direction.FORWARD, 3));
    }

    private static Breakpoint when(int id, int line, String condition) {
        return new Breakpoint.Line(id, "Computation.java", Optional.empty(), line, new Breakpoint.Filter(condition, "", ""));
    }

    /** Conditions that hold seldom are not evaluated at each of 200,000 hits. */
    @Test
    void conditionsThatSeldomHold() {
        session.breakpoints().set(List.of(when(1, merge, "i == 150000"), when(2, merge, "i > 199997 && i != 199998")));
        assertEquals(List.of(150_000L, 199_999L), countersAt(Direction.FORWARD, 2));
        assertEquals(List.of(150_000L), countersAt(Direction.BACKWARD, 1));
        assertEquals(StopReason.START, session.motions().resume(Direction.BACKWARD).reason());
    }

    /** One that only a debugger can evaluate, and one that it can do without, at the same line. */
    @Test
    void conditionsOfBothKindsMeet() {
        session.breakpoints().set(List.of(when(1, merge, "i % 5 == 4"), when(2, merge, "i >= 23")));
        assertEquals(List.of(4L, 9L, 14L, 19L, 23L, 24L, 25L), countersAt(Direction.FORWARD, 7));
    }
}
