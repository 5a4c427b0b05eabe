package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static dev.backstep.tests.dap.OpenRecording.filter;
import static dev.backstep.tests.dap.OpenRecording.method;
import static dev.backstep.tests.dap.OpenRecording.position;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointAccessType;
import org.eclipse.lsp4j.debug.DataBreakpointInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StepBackArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Breakpoints of all kinds and what-if, through the server, on a real recording, in both directions. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.SAME_THREAD)
class DapFeaturesTest {
    private static OpenRecording ledger;
    private static DapClient client;

    @BeforeAll
    static void open() throws Exception {
        ledger = new OpenRecording(Ledger.class);
        client = ledger.client;
    }

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void begin() throws Exception {
        ledger.reset();
    }

    /** What an expression is worth at each stop of a direction, up to the start or end. */
    private static List<String> valuesAtStops(boolean forward, String expression) throws Exception {
        List<String> values = new ArrayList<>();
        for (;;) {
            StoppedEventArguments stop = forward ? ledger.resume() : ledger.back();
            if (stop.getReason().equals("end") || stop.getReason().equals("entry")) {
                return values;
            }
            values.add(ledger.value(expression, stop));
        }
    }

    private static List<String> said() {
        return client.output().lines().filter(line -> line.startsWith("rest is")).toList();
    }

    // ------------------------------------------------------------------------------------------------ lines

    @Test
    void conditionsHoldBothWays() throws Exception {
        ledger.breakpoints(ledger.at("balance", "amount > 498 && owner.equals(\"mine\")", null, null));
        assertEquals(List.of("499", "500"), valuesAtStops(true, "amount"));
        assertEquals(List.of("500", "499"), valuesAtStops(false, "amount"));
    }

    /** With arithmetic, a call and an alternative: what only an evaluation can tell. */
    @Test
    void anyExpressionIsACondition() throws Exception {
        ledger.breakpoints(ledger.at("digit", "rest % 10 == 4 || Math.abs(rest) == 404", null, null));
        assertEquals(List.of("404", "4"), valuesAtStops(true, "rest"));
        assertEquals(List.of("4", "404"), valuesAtStops(false, "rest"));
    }

    @Test
    void conditionThatCannotBeEvaluatedStopsAndSaysSo() throws Exception {
        ledger.breakpoints(ledger.at("counted", "nobody > 3", null, null));
        StoppedEventArguments stop = ledger.resume();
        assertEquals("breakpoint", stop.getReason());
        assertEquals(ledger.line("counted"), ledger.lineOf(stop));
        assertTrue(stop.getText().contains("nobody"), stop.getText());
        assertEquals("end", ledger.resume().getReason());
        assertEquals(position(stop), position(ledger.back()));
    }

    @Test
    void hitsAreCountedBothWays() throws Exception {
        ledger.breakpoints(ledger.at("digit", null, "% 2", null));
        assertEquals(List.of("2", "4"), valuesAtStops(true, "count + 1"));
        assertEquals(List.of("4", "2"), valuesAtStops(false, "count + 1"));
        ledger.breakpoints(ledger.at("digit", null, ">= 4", null));
        assertEquals(List.of("4", "3"), valuesAtStops(true, "count").reversed());
        assertEquals(List.of("4", "3"), valuesAtStops(false, "count"));
    }

    @Test
    void logpointsSpeakBothWaysAndDoNotStop() throws Exception {
        ledger.breakpoints(ledger.at("digit", "rest > 3", null, "rest is {rest}, count {count + 1}"));
        assertEquals("end", ledger.resume().getReason());
        List<String> said = List.of("rest is 4041, count 1", "rest is 404, count 2", "rest is 40, count 3", "rest is 4, count 4");
        assertEquals(said, said());
        client.forget();
        assertEquals("entry", ledger.back().getReason());
        assertEquals(said.reversed(), said());
    }

    // ------------------------------------------------------------------------------------------------ methods and exceptions

    @Test
    void methodBreakpointsWorkBothWays() throws Exception {
        ledger.methods(method("dev.backstep.tests.debuggees.Ledger.digits", null, null));
        StoppedEventArguments stop = ledger.resume();
        assertEquals("function breakpoint", stop.getReason());
        assertEquals(ledger.line("first rest"), ledger.lineOf(stop));
        assertEquals("end", ledger.resume().getReason());
        assertEquals(position(stop), position(ledger.back()));
        ledger.methods(method("dev.backstep.tests.debuggees.Ledger#refuse", "amount != 1", ">= 2"));
        assertEquals(List.of("2", "3"), valuesAtStops(true, "amount"));
        assertEquals(List.of("3", "2"), valuesAtStops(false, "amount"));
    }

    @Test
    void exceptionsStopBothWaysAndAreToldOf() throws Exception {
        ledger.exceptions(filter("caught", "java.lang.IllegalArgumentException"));
        StoppedEventArguments caught = ledger.resume();
        assertEquals("exception", caught.getReason());
        assertEquals(ledger.line("thrown"), ledger.lineOf(caught));
        ExceptionInfoArguments which = new ExceptionInfoArguments();
        which.setThreadId(caught.getThreadId());
        ExceptionInfoResponse info = get(client.server().exceptionInfo(which));
        assertTrue(info.getExceptionId().contains("IllegalArgumentException"), info.toString());
        assertTrue(info.getDescription().contains("too much: 3"), info.toString());
        assertTrue(info.getDetails().getStackTrace().contains("Ledger"), info.toString());
        assertEquals("end", ledger.resume().getReason());
        ledger.exceptions(filter("uncaught", ""));
        StoppedEventArguments uncaught = ledger.back();
        assertEquals(ledger.line("broken"), ledger.lineOf(uncaught));
        ledger.exceptions(filter("caught", "java.lang.RuntimeException"));
        assertEquals(position(caught), position(ledger.back()), "subclasses count");
    }

    @Test
    void exceptionFiltersTakeClassesAndExpressionsBothWays() throws Exception {
        ledger.exceptions(filter("caught", "java.io.IOException, java.lang.Error"), filter("uncaught", "java.lang.NullPointerException"));
        StoppedEventArguments only = ledger.resume();
        assertEquals(ledger.line("broken"), ledger.lineOf(only));
        assertEquals("end", ledger.resume().getReason());
        assertEquals(position(only), position(ledger.back()));
        assertEquals("entry", ledger.back().getReason());
        ledger.exceptions(filter("caught", "amount == 3"));
        assertEquals(ledger.line("thrown"), ledger.lineOf(ledger.resume()));
        ledger.exceptions(filter("caught", "amount == 4"));
        assertEquals("entry", ledger.back().getReason());
    }

    // ------------------------------------------------------------------------------------------------ fields

    @Test
    void readsAndWritesOfFieldsStopBothWays() throws Exception {
        ledger.breakAt("balance");
        StoppedEventArguments first = ledger.resume();
        String balance = dataId("this.balance", first);
        ledger.breakpoints();
        ledger.watch(data(balance, DataBreakpointAccessType.WRITE, "amount == 500"));
        StoppedEventArguments written = ledger.resume();
        assertEquals("data breakpoint", written.getReason());
        assertEquals(ledger.line("balance"), ledger.lineOf(written));
        assertEquals("500", ledger.value("amount", written));
        StoppedEventArguments other = ledger.resume();
        assertEquals("end", ledger.resume().getReason());
        assertEquals(List.of(position(other), position(written)), List.of(position(ledger.back()), position(ledger.back())));

        ledger.seek("end");
        ledger.watch(data(balance, DataBreakpointAccessType.READ, null));
        StoppedEventArguments read = ledger.back();
        assertEquals("data breakpoint", read.getReason());
        assertEquals(ledger.line("balances"), ledger.lineOf(read));
        ledger.back();
        assertEquals(position(read), position(ledger.resume()));
    }

    private static String dataId(String field, StoppedEventArguments stop) throws Exception {
        DataBreakpointInfoArguments which = new DataBreakpointInfoArguments();
        which.setName(field);
        which.setFrameId(client.top(stop).getId());
        return get(client.server().dataBreakpointInfo(which)).getDataId();
    }

    private static DataBreakpoint data(String id, DataBreakpointAccessType type, String condition) {
        DataBreakpoint data = new DataBreakpoint();
        data.setDataId(id);
        data.setAccessType(type);
        data.setCondition(condition);
        return data;
    }

    // ------------------------------------------------------------------------------------------------ what if

    @Test
    void aChangedVariableBeginsAWhatIf() throws Exception {
        ledger.breakAt("first rest");
        StoppedEventArguments stop = ledger.resume();
        StackFrame top = client.top(stop);
        ScopesArguments scopes = new ScopesArguments();
        scopes.setFrameId(top.getId());
        SetVariableArguments change = new SetVariableArguments();
        change.setVariablesReference(get(client.server().scopes(scopes)).getScopes()[0].getVariablesReference());
        change.setName("number");
        change.setValue("12345678");
        get(client.server().setVariable(change));
        NextArguments next = new NextArguments();
        next.setThreadId(stop.getThreadId());
        StoppedEventArguments changed = client.move(client.server().next(next));
        assertTrue(changed.getDescription().startsWith(position(stop) + " (what if)"), changed.getDescription());
        assertEquals("12345678", ledger.value("rest", changed));
        ledger.breakAt("counted");
        assertEquals("8", ledger.value("count", ledger.resume()));
        assertEquals("end", ledger.resume().getReason());
        assertTrue(client.output().contains("8 digits"), client.output());

        StepBackArguments back = new StepBackArguments();
        back.setThreadId(stop.getThreadId());
        StoppedEventArguments recorded = client.move(client.server().stepBack(back));
        assertEquals(position(stop), position(recorded));
        assertTrue(!recorded.getDescription().contains("what if"), recorded.getDescription());
        assertEquals("40417", ledger.value("number", recorded));
        assertEquals("5", ledger.value("count", ledger.resume()));
    }
}
