package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.tests.debuggees.ForkJoin;
import dev.backstep.tests.debuggees.HotExceptions;
import dev.backstep.tests.debuggees.Ledger;
import dev.backstep.tests.debuggees.RacingDeposits;
import dev.backstep.tests.debuggees.ThreadPools;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import dev.backstep.tests.travel.MirrorWalk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Motions through recordings, forward and backward. */
class TimeTravelTest {
    private static final int LOOKING_SECONDS = 4;
    private static final int STEPS_WITHOUT_COPIES = 6;
    private static final int TRIES = 10;

    /** What a stop must be again when the session comes back to its position. */
    private record Place(Position position, int thread, Optional<CodeLocation> location) {
        static Place of(Stop stop) {
            return new Place(stop.position(), stop.thread(), stop.location());
        }
    }

    /** As on a machine where processes cannot be copied. */
    @Test
    void withoutCopiesOfProcessesItIsTheSame() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("travel-held");
        Sessions.record(Program.of(Ledger.class), scratch);
        try (ReplaySession session = ReplaySessions.open(scratch.recording(), SessionOptions.usual().withoutCopies())) {
            Motions motions = session.motions();
            MirrorWalk.mirror(session, STEPS_WITHOUT_COPIES, LOOKING_SECONDS);
            MirrorWalk.wander(session, STEPS_WITHOUT_COPIES, System.nanoTime());
            motions.seek(new Target.Start());
            session.breakpoints().set(List.of(new Breakpoint.Line(1, "Ledger.java", Optional.empty(),
                    Sessions.lineOf(Ledger.class, "balance += amount"), Breakpoint.Filter.NONE)));
            Place first = Place.of(motions.resume(Direction.FORWARD));
            assertNotEquals(first, Place.of(motions.resume(Direction.FORWARD)));
            assertEquals(first, Place.of(motions.resume(Direction.BACKWARD)));
            SessionException none = assertThrows(SessionException.class, () -> session.queries().takeCheckpoint("here"));
            assertTrue(none.getMessage().contains("backstep doctor"), none.getMessage());
        }
        scratch.delete();
    }

    /** The value at the end is wrong; who wrote it, and what did it know? */
    @Test
    void theRacingReadIsThreeGesturesAway() throws IOException, InterruptedException {
        Scratch scratch = recordedLoss();
        try (ReplaySession session = ReplaySessions.open(scratch.recording(),
                SessionOptions.usual().startingAt(new Target.End()))) {
            CodeLocation read = new CodeLocation(RacingDeposits.class.getName(), "deposit", Sessions.lineOf(RacingDeposits.class, "int seen = balance"));
            CodeLocation write = new CodeLocation(RacingDeposits.class.getName(), "deposit", Sessions.lineOf(RacingDeposits.class, "balance = seen"));
            Motions motions = session.motions();
            assertEquals(StopReason.END, session.stop().reason());

            Stop lastWrite = motions.runTo(write, Direction.BACKWARD);
            Stop between = motions.step(StepKind.OVER, Direction.BACKWARD, lastWrite.thread());
            Stop racingRead = motions.step(StepKind.OVER, Direction.BACKWARD, lastWrite.thread());

            assertEquals(write, lastWrite.location().orElseThrow());
            assertTrue(between.position().compareTo(lastWrite.position()) < 0);
            assertEquals(read, racingRead.location().orElseThrow());
            assertEquals(lastWrite.thread(), racingRead.thread());
            Stop overwritten = motions.runTo(write, Direction.FORWARD);
            assertNotEquals(lastWrite.thread(), overwritten.thread(), "the other thread wrote between this read and its write");
            assertTrue(overwritten.position().compareTo(lastWrite.position()) < 0);
        }
        scratch.delete();
    }

    private static Scratch recordedLoss() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Scratch scratch = Scratch.of("travel-race");
            Outcome recorded = Sessions.record(Program.of(RacingDeposits.class), scratch);
            if (recorded.exitCode() == 1) {
                return scratch;
            }
        }
        throw new AssertionError("no recording of " + TRIES + " lost a deposit");
    }

    @Test
    void reverseContinueFindsTheLastHit() throws IOException, InterruptedException {
        Scratch scratch = recordedLoss();
        try (ReplaySession session = ReplaySessions.open(scratch.recording(),
                SessionOptions.usual())) {
            Motions motions = session.motions();
            int line = Sessions.lineOf(RacingDeposits.class, "balance = seen");
            session.breakpoints().set(List.of(new Breakpoint.Line(7, "RacingDeposits.java", Optional.empty(), line, Breakpoint.Filter.NONE)));
            Place first = Place.of(motions.resume(Direction.FORWARD));
            Place second = Place.of(motions.resume(Direction.FORWARD));
            assertEquals(List.of(7), session.stop().breakpointIds());
            assertEquals(StopReason.END, motions.resume(Direction.FORWARD).reason());

            assertEquals(second, Place.of(motions.resume(Direction.BACKWARD)));
            assertEquals(first, Place.of(motions.resume(Direction.BACKWARD)));
            assertEquals(StopReason.START, motions.resume(Direction.BACKWARD).reason());

            session.breakpoints().set(List.of(new Breakpoint.Line(8, "RacingDeposits.java", Optional.empty(), line, new Breakpoint.Filter("", "2", ""))));
            assertEquals(second, Place.of(motions.resume(Direction.FORWARD)));
            assertEquals(StopReason.START, motions.resume(Direction.BACKWARD).reason());
        }
        scratch.delete();
    }

    @ParameterizedTest
    @ValueSource(classes = {ForkJoin.class, HotExceptions.class, ThreadPools.class})
    void aReplayThatCountsStepsIsExact(Class<?> debuggee) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("travel-exact-" + debuggee.getSimpleName());
        try (ReplaySession session = Sessions.open(Program.of(debuggee), scratch)) {
            Stop end = session.motions().seek(new Target.End());
            assertEquals(StopReason.END, end.reason());
            assertFalse(end.location().isPresent());
            assertTrue(end.position().step() > 0);
        }
        scratch.delete();
    }
}
