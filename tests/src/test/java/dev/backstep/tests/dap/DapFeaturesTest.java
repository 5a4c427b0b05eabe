package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.Ledger;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import dev.backstep.tests.support.Settings;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointAccessType;
import org.eclipse.lsp4j.debug.DataBreakpointInfoArguments;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.ExceptionFilterOptions;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.FunctionBreakpoint;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.ReadMemoryArguments;
import org.eclipse.lsp4j.debug.ReverseContinueArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetFunctionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StepBackArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What the server says it can do, on a real recording, in both directions. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DapFeaturesTest {
    private static final Path SOURCE = Settings.projectRoot().resolve("tests/src/main/java/dev/backstep/tests/debuggees/Ledger.java");

    private Scratch scratch;
    private Process process;
    private DapClient client;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        scratch = Scratch.of("dap-" + test.getTestMethod().orElseThrow().getName());
        Backstep.record(Program.of(Ledger.class), scratch.recording(), scratch.work());
        ProcessBuilder builder = new ProcessBuilder(Settings.backstepCommand().toString(), "dap");
        builder.environment().put("BACKSTEP_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        client = new DapClient(process.getInputStream(), process.getOutputStream());
        client.begin("launch", Map.of("recording", scratch.recording().toString(), "startAt", "start",
                "sourcePaths", List.of(Settings.projectRoot().resolve("tests/src/main/java").toString())));
    }

    @AfterEach
    void close() throws Exception {
        List<ProcessHandle> below = process.descendants().toList();
        get(client.server().disconnect(new DisconnectArguments()));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (ProcessHandle each : below) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
        scratch.delete();
    }

    // ------------------------------------------------------------------------------------------------ motions

    private StoppedEventArguments resume() throws Exception {
        return client.move(client.server().continue_(new ContinueArguments()));
    }

    private StoppedEventArguments back() throws Exception {
        return client.move(client.server().reverseContinue(new ReverseContinueArguments()));
    }

    private static String position(StoppedEventArguments stop) {
        return stop.getDescription().replaceFirst("[: ].*", "");
    }

    private static int line(String comment) throws Exception {
        return Sessions.lineOf(Ledger.class, comment.equals("balance") ? "balance += amount" : "// " + comment);
    }

    private void breakAt(String comment, String condition, String hits, String log) throws Exception {
        SourceBreakpoint breakpoint = new SourceBreakpoint();
        breakpoint.setLine(line(comment));
        breakpoint.setCondition(condition);
        breakpoint.setHitCondition(hits);
        breakpoint.setLogMessage(log);
        SetBreakpointsArguments arguments = DapClient.breakpoints(SOURCE.toString());
        arguments.setBreakpoints(new SourceBreakpoint[] {breakpoint});
        get(client.server().setBreakpoints(arguments));
    }

    private String value(String expression, StoppedEventArguments stop) throws Exception {
        return client.evaluate(expression, client.top(stop), "watch");
    }

    // ------------------------------------------------------------------------------------------------ breakpoints

    @Test
    void methodBreakpointsWorkBothWays() throws Exception {
        FunctionBreakpoint method = new FunctionBreakpoint();
        method.setName("dev.backstep.tests.debuggees.Ledger.digits");
        SetFunctionBreakpointsArguments arguments = new SetFunctionBreakpointsArguments();
        arguments.setBreakpoints(new FunctionBreakpoint[] {method});
        get(client.server().setFunctionBreakpoints(arguments));
        StoppedEventArguments stop = resume();
        assertEquals("function breakpoint", stop.getReason());
        assertEquals(line("first rest"), client.top(stop).getLine());
        assertEquals("end", resume().getReason());
        assertEquals(position(stop), position(back()));
    }

    @Test
    void exceptionsStopBothWaysAndAreToldOf() throws Exception {
        filter("caught", "java.lang.IllegalArgumentException");
        StoppedEventArguments caught = resume();
        assertEquals("exception", caught.getReason());
        assertEquals(line("thrown"), client.top(caught).getLine());
        ExceptionInfoArguments which = new ExceptionInfoArguments();
        which.setThreadId(caught.getThreadId());
        ExceptionInfoResponse info = get(client.server().exceptionInfo(which));
        assertTrue(info.getExceptionId().contains("IllegalArgumentException"), info.toString());
        assertTrue(info.getDescription().contains("too much: 3"), info.toString());
        assertTrue(info.getDetails().getStackTrace().contains("Ledger"), info.toString());
        assertEquals("end", resume().getReason());
        filter("uncaught", "");
        StoppedEventArguments uncaught = back();
        assertEquals(line("broken"), client.top(uncaught).getLine());
        filter("caught", "java.lang.RuntimeException");
        assertEquals(position(caught), position(back()), "subclasses count");
    }

    private void filter(String name, String condition) throws Exception {
        ExceptionFilterOptions options = new ExceptionFilterOptions();
        options.setFilterId(name);
        options.setCondition(condition);
        SetExceptionBreakpointsArguments arguments = new SetExceptionBreakpointsArguments();
        arguments.setFilters(new String[0]);
        arguments.setFilterOptions(new ExceptionFilterOptions[] {options});
        get(client.server().setExceptionBreakpoints(arguments));
    }

    @Test
    void readsAndWritesOfFieldsStopBothWays() throws Exception {
        breakAt("balance", null, null, null);
        StoppedEventArguments first = resume();
        breakAt("balance", "false", null, null);
        watch(first, DataBreakpointAccessType.WRITE);
        StoppedEventArguments written = resume();
        assertEquals("data breakpoint", written.getReason());
        assertEquals(line("balance"), client.top(written).getLine());
        client.server().seek(Map.of("to", "end"));
        StoppedEventArguments end = client.stop();
        assertEquals("end", end.getReason());
        watch(first, DataBreakpointAccessType.READ);
        StoppedEventArguments read = back();
        assertEquals("data breakpoint", read.getReason());
        assertEquals(line("balances"), client.top(read).getLine());
    }

    private String balance;

    private void watch(StoppedEventArguments stop, DataBreakpointAccessType type) throws Exception {
        if (balance == null) {
            DataBreakpointInfoArguments which = new DataBreakpointInfoArguments();
            which.setName("this.balance");
            which.setFrameId(client.top(stop).getId());
            balance = get(client.server().dataBreakpointInfo(which)).getDataId();
        }
        DataBreakpoint data = new DataBreakpoint();
        data.setDataId(balance);
        data.setAccessType(type);
        SetDataBreakpointsArguments arguments = new SetDataBreakpointsArguments();
        arguments.setBreakpoints(new DataBreakpoint[] {data});
        get(client.server().setDataBreakpoints(arguments));
    }

    // ------------------------------------------------------------------------------------------------ memory

    @Test
    void bytesAreRead() throws Exception {
        breakAt("digits", null, null, null);
        EvaluateArguments bytes = new EvaluateArguments();
        bytes.setExpression("new byte[] {1, 2, 3}");
        bytes.setFrameId(client.top(resume()).getId());
        ReadMemoryArguments read = new ReadMemoryArguments();
        read.setMemoryReference(get(client.server().evaluate(bytes)).getMemoryReference());
        read.setCount(10);
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}), get(client.server().readMemory(read)).getData());
    }

    // ------------------------------------------------------------------------------------------------ what if

    @Test
    void aChangedVariableBeginsAWhatIf() throws Exception {
        breakAt("first rest", null, null, null);
        StoppedEventArguments stop = resume();
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
        assertEquals("12345678", value("rest", changed));
        breakAt("counted", null, null, null);
        assertEquals("8", value("count", resume()));
        assertEquals("end", resume().getReason());
        assertTrue(client.output().contains("8 digits"), client.output());

        StepBackArguments back = new StepBackArguments();
        back.setThreadId(stop.getThreadId());
        StoppedEventArguments recorded = client.move(client.server().stepBack(back));
        assertEquals(position(stop), position(recorded));
        assertTrue(!recorded.getDescription().contains("what if"), recorded.getDescription());
        assertEquals("40417", value("number", recorded));
        assertEquals("5", value("count", resume()));
    }
}
