package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static dev.backstep.tests.dap.OpenRecording.position;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.Computation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.CancelArguments;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.PauseArguments;
import org.eclipse.lsp4j.debug.ProgressStartEventArguments;
import org.eclipse.lsp4j.debug.ReverseContinueArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes long tells how far it is, and can be ended, on a real recording of some million steps. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.SAME_THREAD)
class DapLongWorkTest {
    /** Holds never, and only a process that stands at a hit can tell. */
    private static final String SLOW = "words.keySet().size() > 100000";

    private static OpenRecording computation;
    private static DapClient client;

    @BeforeAll
    static void open() throws Exception {
        computation = new OpenRecording(Computation.class);
        client = computation.client;
    }

    @AfterAll
    static void close() throws Exception {
        computation.close();
    }

    @BeforeEach
    void begin() throws Exception {
        computation.reset();
        get(client.server().overview());
        client.forget();
    }

    private static void assertAscendingFractions(ProgressStartEventArguments task) {
        List<Double> told = List.copyOf(client.percentages(task));
        assertTrue(told.stream().anyMatch(each -> each > 0 && each < 100), told.toString());
        assertEquals(told.stream().sorted().toList(), told);
    }

    @Test
    void questionsTellHowFarTheyAre() throws Exception {
        get(client.server().hits(Map.of("className", Computation.class.getName(), "line", computation.lineWith("sum += Math.sin"),
                "expressions", List.of("i * 2"), "most", 20)));
        assertTrue(client.task().getTitle().contains("looking for executions of line"));
        ProgressStartEventArguments task = client.task();
        assertTrue(task.getTitle().contains("evaluating at each execution of line"));
        assertAscendingFractions(task);
    }

    @Test
    void aQuestionIsCancelled() throws Exception {
        int line = computation.lineWith("sum += Math.sin");
        CompletableFuture<Map<String, Object>> answer = client.server().hits(Map.of("className", Computation.class.getName(), "line", line,
                "expressions", List.of("i * 2"), "most", 100_000));
        int request = client.lastRequest();
        client.task();
        cancel(request, null);
        ExecutionException cancelled = assertThrows(ExecutionException.class, () -> get(answer));
        assertTrue(cancelled.getMessage().toLowerCase(java.util.Locale.ROOT).contains("cancel"), cancelled.getMessage());
        assertTrue(get(client.server().checkpoints()).containsKey("checkpoints"), "the next question is answered at once");
    }

    @Test
    void aQuestionIsCancelledByItsProgress() throws Exception {
        CompletableFuture<Map<String, Object>> answer = client.server().hits(Map.of("className", Computation.class.getName(),
                "line", computation.lineWith("sum += Math.sin"), "expressions", List.of("i * 2"), "most", 100_000));
        cancel(null, client.task());
        assertTrue(DapClient.failure(answer).contains("cancelled"));
    }

    private static void cancel(Integer request, ProgressStartEventArguments task) throws Exception {
        CancelArguments arguments = new CancelArguments();
        arguments.setRequestId(request);
        arguments.setProgressId(task == null ? null : task.getProgressId());
        get(client.server().cancel(arguments));
    }

    @Test
    void motionsTellHowFarTheyAreAndAreCancelled() throws Exception {
        computation.breakpoints(computation.on("words.merge(", SLOW));
        get(client.server().continue_(new ContinueArguments()));
        ProgressStartEventArguments task = client.task();
        assertEquals("going forward", task.getTitle());
        awaitFraction(task);
        cancel(null, task);
        StoppedEventArguments stop = client.stop();
        assertEquals("pause", stop.getReason());
        assertAscendingFractions(task);
        client.forget();
        computation.seek("end");
        get(client.server().reverseContinue(new ReverseContinueArguments()));
        ProgressStartEventArguments way = client.task();
        assertEquals("going back", way.getTitle());
        awaitFraction(way);
        get(client.server().pause(new PauseArguments()));
        StoppedEventArguments back = client.stop();
        assertEquals("pause", back.getReason());
        assertAscendingFractions(way);
        assertTrue(Long.parseLong(position(stop).substring(2)) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client gone", "adapter killed"})
    void whoVanishesInTheMiddleOfAMotionLeavesNoProcessBehind(String how) throws Exception {
        OpenRecording other = computation.copy(how.replace(' ', '-') + ".backstep");
        other.breakpoints(other.on("words.merge(", SLOW));
        get(other.client.server().continue_(new ContinueArguments()));
        other.client.task();
        List<ProcessHandle> replays = other.replays();
        assertTrue(!replays.isEmpty(), "it replays");
        if (how.equals("client gone")) {
            other.process.getOutputStream().close();
        } else {
            other.process.destroyForcibly();
        }
        assertTrue(other.process.waitFor(60, TimeUnit.SECONDS), "the adapter ends");
        for (int i = 0; i < 300 && !other.replays().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(List.of(), other.replays(), "of " + replays);
    }

    private static void awaitFraction(ProgressStartEventArguments task) throws InterruptedException {
        for (int i = 0; i < 600 && client.percentages(task).stream().noneMatch(each -> each > 0); i++) {
            Thread.sleep(100);
        }
    }
}
