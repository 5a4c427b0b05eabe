package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.tests.debuggees.Discounts;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A variable is given another value, and the program runs on from there. */
class WhatIfTest {
    private final StringBuffer said = new StringBuffer();

    private ReplaySession open(Scratch scratch) throws IOException, InterruptedException {
        ReplaySession session = Sessions.open(Program.of(Discounts.class), scratch);
        session.addListener(new SessionListener() {
            @Override
            public void message(String text) {
                said.append(text).append('\n');
            }
        });
        return session;
    }

    private static Breakpoint line(int id, String text) throws IOException {
        return new Breakpoint.Line(id, "Discounts.java", Optional.empty(), Sessions.lineOf(Discounts.class, text), Breakpoint.Filter.NONE);
    }

    private static String value(ReplaySession session, String expression) {
        return session.inspection().evaluate(expression, 0, ValueFormat.USUAL).value();
    }

    @Test
    void theChangedProgramRunsOnUntilTheUserGoesBack() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("what-if");
        try (ReplaySession session = open(scratch)) {
            Motions motions = session.motions();
            Stop end = motions.seek(new Target.End());
            motions.seek(new Target.Start());
            session.breakpoints().set(List.of(line(1, "total = price"), line(2, "total -= i")));
            Stop before = motions.resume(Direction.FORWARD);
            int thread = before.thread();
            value(session, "discount = 150");
            assertTrue(session.stop().diverted());

            Stop next = motions.step(StepKind.OVER, Direction.FORWARD, thread);
            assertTrue(next.diverted());
            assertEquals(Sessions.lineOf(Discounts.class, "Thread teller"), next.location().orElseThrow().line());
            assertEquals("-50", value(session, "total"));
            Stop inTeller = motions.resume(Direction.FORWARD);
            assertEquals(StopReason.BREAKPOINT, inTeller.reason());
            assertEquals(List.of(2), inTeller.breakpointIds());
            assertTrue(inTeller.thread() != thread, "another thread runs, too");
            assertEquals("tell", motions.step(StepKind.IN, Direction.FORWARD, inTeller.thread()).location().orElseThrow().method());
            session.breakpoints().set(List.of());
            Stop over = motions.resume(Direction.FORWARD);
            assertEquals(StopReason.END, over.reason());
            assertEquals("asked for -53\nrefund 53\n", said.toString());
            assertEquals(before.position(), over.position(), "the position is where it left the recording");

            Stop back = motions.step(StepKind.OVER, Direction.BACKWARD, thread);
            assertFalse(back.diverted());
            assertEquals(before.position(), back.position());
            assertEquals(before.location(), back.location());
            assertEquals("5", value(session, "discount"));
            Stop again = motions.resume(Direction.FORWARD);
            assertEquals(end.position(), again.position(), "the recording is as it was");
            assertEquals(end.event(), again.event());
        }
        scratch.delete();
    }

    @Test
    void aChangedProgramInWhichNobodyCanGoOnIsHeldThere() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("what-if-stuck");
        try (ReplaySession session = open(scratch)) {
            Motions motions = session.motions();
            session.breakpoints().set(List.of(line(1, "total = price")));
            Position there = motions.resume(Direction.FORWARD).position();
            value(session, "discount = 1500");
            Stop stuck = motions.resume(Direction.FORWARD);
            assertEquals("in the changed program no thread can go on", stuck.text());
            assertTrue(session.inspection().frames(stuck.thread(), 0, 0).stream().anyMatch(frame -> frame.location().method().equals("join")));
            assertEquals(there, motions.endDiversion().position());
        }
        scratch.delete();
    }
}
