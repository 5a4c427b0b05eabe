package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.linux.ProcFiles;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.tests.debuggees.Bank;
import dev.backstep.tests.debuggees.UncaughtInThread;
import dev.backstep.tests.debuggees.WaitingInitialisers;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is looked at, run and changed at a stop never reaches the timeline. */
class InspectionTest {
    private static final int PLACES = 60;
    private static final int STOPS = Integer.getInteger("backstep.test.inspection.stops", 200);
    /** Not all mean something at each stop. */
    private static final List<String> EXPRESSIONS = List.of("this.toString()", "accounts.values().stream().map(a -> a.cents).toList()",
            "accounts.get(\"ann\").add(5)", "accounts.clear()", "new Transfer(\"x\", \"y\", amount).equals(null)", "System.nanoTime()",
            "new Random(seed).nextInt()", "names.size()", "new java.io.File(\"/tmp\").list()", "java.util.List.of(1).parallelStream().count()",
            "journal.size()", "total()", "from.concat(to)", "Thread.currentThread().getName()", "new Object().hashCode()", "history.remove(0)");
    private static final ValueFormat STILL = new ValueFormat(false, false, true, true, 200);

    @Test
    void evaluationsAtManyStopsDisturbNothing() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ReplaySession session = ReplaySessions.open(record(scratch), SessionOptions.usual())) {
            Stop end = session.motions().seek(new Target.End());
            int answers = 0;
            for (int i = 0; i < STOPS; i++) {
                Position position = new Position(random.nextLong(end.position().step()));
                Stop stop = session.motions().seek(new Target.At(position));
                assertEquals(position, stop.position(), "seed " + seed);
                answers += lookAround(session, random);
            }
            assertTrue(answers > STOPS, answers + " answers, seed " + seed);
            session.motions().seek(new Target.Start());
            Stop again = session.motions().seek(new Target.End());
            assertEquals(end.position(), again.position(), "seed " + seed);
            assertEquals(end.tick(), again.tick(), "seed " + seed);
            assertEquals(end.event(), again.event(), "seed " + seed);
        }
        scratch.delete();
    }

    @Test
    void whoWaitsForAnInitialiserIsBlockedOnTheClass() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection-initialisers");
        Set<String> waits = new HashSet<>();
        try (ReplaySession session = Sessions.open(Program.of(WaitingInitialisers.class), scratch)) {
            long end = session.motions().seek(new Target.End()).position().step();
            for (int i = 1; i < PLACES; i++) {
                session.motions().seek(new Target.At(new Position(end * i / PLACES)));
                session.inspection().threads().stream().filter(thread -> thread.state() == ThreadView.State.BLOCKED)
                        .forEach(thread -> waits.add(thread.waitsFor()));
                for (LockView lock : session.inspection().locks()) {
                    assertTrue(!lock.name().startsWith("class ") || lock.owner().isPresent(), lock::toString);
                }
            }
        }
        assertTrue(waits.stream().anyMatch(lock -> lock.startsWith("class ")), waits::toString);
        scratch.delete();
    }

    /** The VM has not forgotten the exception yet, and tells nobody of others. */
    @Test
    void handlersOfUncaughtExceptionsCanBeLookedInto() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection-uncaught");
        try (ReplaySession session = Sessions.open(Program.of(UncaughtInThread.class), scratch)) {
            long end = session.motions().seek(new Target.End()).position().step();
            int inHandlers = 0;
            for (long step = 0; step < end; step++) {
                Stop stop = session.motions().seek(new Target.At(new Position(step)));
                List<FrameView> frames = session.inspection().frames(stop.thread(), 0, 20);
                inHandlers += frames.stream().anyMatch(frame -> frame.location().method().equals("dispatchUncaughtException")) ? 1 : 0;
            }
            assertTrue(inHandlers >= 2, inHandlers + " of " + end);
        }
        scratch.delete();
    }

    /** The debug agent starts a process that nobody waits for: where the first process of a container does not either, zombies would gather. */
    @Test
    void looksLeaveNoZombies() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection-zombies");
        try (ReplaySession session = Sessions.open(Program.of(Bank.class), scratch)) {
            Stop stop = session.motions().seek(new Target.At(new Position(100)));
            assertFalse(session.inspection().frames(stop.thread(), 0, 20).isEmpty());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                while (ProcessHandle.current().descendants().anyMatch(InspectionTest::isZombie)) {
                    Thread.sleep(10);
                }
            });
        }
        scratch.delete();
    }

    private static boolean isZombie(ProcessHandle process) {
        return process.isAlive() && !new ProcFiles((int) process.pid()).isAlive();
    }

    private static Path record(Scratch scratch) throws IOException, InterruptedException {
        Outcome recorded = Backstep.record(Program.of(Bank.class), scratch.recording(), scratch.folder());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        return scratch.recording();
    }

    /** @return how many expressions had a value */
    private static int lookAround(ReplaySession session, Random random) {
        Inspection inspection = session.inspection();
        Position before = session.stop().position();
        List<ThreadView> threads = inspection.threads();
        ThreadView running = threads.stream().filter(thread -> thread.state() == ThreadView.State.RUNNING).findFirst().orElseThrow();
        assertEquals(session.stop().thread(), running.id());
        for (ThreadView thread : random.nextInt(4) > 0 ? List.of(running) : List.of(running, threads.get(random.nextInt(threads.size())))) {
            for (FrameView frame : inspection.frames(thread.id(), 0, thread == running ? 1 : 4)) {
                assertFalse(frame.location().className().contains("Backstep"), frame.toString());
                variables(inspection, frame, random.nextBoolean() ? STILL : ValueFormat.USUAL);
            }
        }
        FrameView top = inspection.frames(running.id(), 0, 1).getFirst();
        assertEquals(session.stop().location().orElseThrow(), top.location());
        int answers = 0;
        answers += hasValue(inspection, "1 + 1");
        for (int i = 0; i < 2; i++) {
            answers += hasValue(inspection, EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
        }
        assertEquals(before, session.stop().position());
        return answers;
    }

    private static void variables(Inspection inspection, FrameView frame, ValueFormat format) {
        for (ScopeView scope : inspection.scopes(frame.id())) {
            for (VariableView variable : inspection.parts(scope.id(), Parts.ALL, 0, 20, format)) {
                if (variable.id() != 0) {
                    inspection.parts(variable.id(), Parts.ALL, 0, 5, format);
                }
            }
        }
    }

    private static int hasValue(Inspection inspection, String expression) {
        try {
            inspection.evaluate(expression, 0, ValueFormat.USUAL);
            return 1;
        } catch (SessionException e) {
            assertTrue(e.getMessage().endsWith(".") && !e.getMessage().contains("\n"), e.getMessage());
            return 0;
        }
    }

    @Test
    void changesAreVisibleAndUndoneByTheNextMotion() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection-changes");
        try (ReplaySession session = ReplaySessions.open(record(scratch), SessionOptions.usual())) {
            Stop end = session.motions().seek(new Target.End());
            Stop inWork = inMethod(session, "work", end.position().step() / 2);
            Inspection inspection = session.inspection();
            String seed = inspection.evaluate("seed", 0, STILL).value();
            assertFalse(session.stop().diverted());
            inspection.evaluate("this.total()", 0, STILL);
            assertFalse(session.stop().diverted(), "what only asks is not seen");
            assertEquals("77", inspection.evaluate("seed = 77", 0, STILL).value());
            assertTrue(session.stop().diverted());
            session.motions().seek(new Target.At(inWork.position()));
            assertFalse(session.stop().diverted());
            assertEquals(seed, session.inspection().evaluate("seed", 0, STILL).value());
        }
        scratch.delete();
    }

    private static Stop inMethod(ReplaySession session, String method, long from) {
        for (long step = from;; step++) {
            Stop stop = session.motions().seek(new Target.At(new Position(step)));
            if (stop.location().orElseThrow().method().equals(method)) {
                return stop;
            }
        }
    }

    @Test
    void theOutsideCannotBeReached() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("inspection-outside");
        try (ReplaySession session = ReplaySessions.open(record(scratch), SessionOptions.usual())) {
            Stop end = session.motions().seek(new Target.End());
            inMethod(session, "work", end.position().step() / 2);
            Inspection inspection = session.inspection();
            for (String expression : List.of("java.nio.file.Files.createTempFile(\"a\", \"b\")", "new java.io.FileOutputStream(\"/tmp/x\")", "System.exit(3)",
                    "new java.lang.ProcessBuilder(\"true\").start()", "new Object().wait()")) {
                SessionException e = assertThrows(SessionException.class, () -> inspection.evaluate(expression, 0, STILL), expression);
                assertTrue(e.getMessage().contains("It threw "), e.getMessage());
            }
            assertEquals("2", inspection.evaluate("1 + 1", 0, STILL).value());
            assertEquals("0", inspection.evaluate("\"\".length()", 0, STILL).value());
        }
        scratch.delete();
    }
}
