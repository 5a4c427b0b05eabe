package dev.backstep.replay.jdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.jdi.debuggee.Threads;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.ThreadView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Threads, stacks and locks of an ordinary JVM. */
class ThreadsTest {
    @Test
    void threadsStacksAndLocks() throws Exception {
        try (LiveProgram program = LiveProgram.start(Threads.class)) {
            JdiInspection inspection = new JdiInspection(program, TestSources.ofThisModule());
            Map<String, ThreadView> threads = inspection.threads().stream().collect(Collectors.toMap(ThreadView::name, view -> view));
            ThreadView one = threads.get("one");
            ThreadView two = threads.get("two");
            assertEquals(ThreadView.State.RUNNING, threads.get("main").state());
            assertEquals(program.runningThread(), threads.get("main").id());
            assertEquals(ThreadView.State.BLOCKED, one.state());
            assertEquals("Threads", one.waitsFor());
            assertTrue(one.daemon());
            assertFalse(threads.get("main").daemon());
            assertEquals(ThreadView.State.SLEEPING, threads.get("sleeper").state());

            List<LockView> locks = inspection.locks();
            assertTrue(locks.contains(new LockView("Object", Optional.of(one.id()), List.of(two.id()), true)), locks.toString());
            assertTrue(locks.contains(new LockView("Threads", Optional.of(two.id()), List.of(one.id()), true)), locks.toString());

            List<FrameView> stack = inspection.frames(program.runningThread(), 0, 0);
            assertEquals(List.of("here", "lambda$main$3"), stack.stream().limit(2).map(frame -> frame.location().method().replaceAll("\\d$", "3")).toList());
            assertEquals("(Integer)", stack.get(1).signature());
            assertTrue(stack.stream().noneMatch(frame -> frame.location().className().contains("Lambda")), "no proxies");
            FrameView inJdk = stack.stream().filter(frame -> frame.location().method().equals("forEach")).findFirst().orElseThrow();
            assertFalse(inJdk.application());
            assertTrue(inJdk.source().isPresent());
            assertEquals(stack.subList(2, 4).stream().map(FrameView::location).toList(),
                    inspection.frames(program.runningThread(), 2, 2).stream().map(FrameView::location).toList());
        }
    }
}
