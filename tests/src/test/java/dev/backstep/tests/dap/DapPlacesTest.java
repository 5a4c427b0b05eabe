package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static dev.backstep.tests.dap.OpenRecording.position;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.Kiosk;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.BreakpointLocation;
import org.eclipse.lsp4j.debug.BreakpointLocationsArguments;
import org.eclipse.lsp4j.debug.CompletionItem;
import org.eclipse.lsp4j.debug.CompletionsArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.EvaluateResponse;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.GotoArguments;
import org.eclipse.lsp4j.debug.GotoTarget;
import org.eclipse.lsp4j.debug.GotoTargetsArguments;
import org.eclipse.lsp4j.debug.LoadedSourcesArguments;
import org.eclipse.lsp4j.debug.ModulesArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.ReadMemoryArguments;
import org.eclipse.lsp4j.debug.ReadMemoryResponse;
import org.eclipse.lsp4j.debug.RestartFrameArguments;
import org.eclipse.lsp4j.debug.Scope;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetExpressionArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StackTraceResponse;
import org.eclipse.lsp4j.debug.StepInArguments;
import org.eclipse.lsp4j.debug.StepInTarget;
import org.eclipse.lsp4j.debug.StepInTargetsArguments;
import org.eclipse.lsp4j.debug.StepOutArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.eclipse.lsp4j.debug.ValueFormat;
import org.eclipse.lsp4j.debug.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Places to go to and what is seen there, through the server, on a real recording; by requests and by commands that are typed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.SAME_THREAD)
class DapPlacesTest {
    private static OpenRecording kiosk;
    private static DapClient client;

    @BeforeAll
    static void open() throws Exception {
        kiosk = new OpenRecording(Kiosk.class);
        client = kiosk.client;
    }

    @AfterAll
    static void close() throws Exception {
        kiosk.close();
    }

    @BeforeEach
    void begin() throws Exception {
        kiosk.reset();
    }

    private static StoppedEventArguments stopAt(String comment, String condition) throws Exception {
        kiosk.breakpoints(kiosk.at(comment, condition, null, null));
        StoppedEventArguments stop = kiosk.resume();
        assertEquals(kiosk.line(comment), kiosk.lineOf(stop));
        kiosk.breakpoints();
        return stop;
    }

    private static List<StackFrame> frames(StoppedEventArguments stop) throws Exception {
        StackTraceArguments arguments = new StackTraceArguments();
        arguments.setThreadId(stop.getThreadId());
        return List.of(get(client.server().stackTrace(arguments)).getStackFrames());
    }

    // ------------------------------------------------------------------------------------------------ checkpoints

    @Test
    void checkpointsAreJumpedTo() throws Exception {
        StoppedEventArguments stop = stopAt("sold", "i == 3");
        @SuppressWarnings("unchecked")
        Map<String, Object> taken = (Map<String, Object>) get(client.server().takeCheckpoint(Map.of("label", "third"))).get("checkpoint");
        int id = ((Number) taken.get("id")).intValue();
        assertTrue(get(client.server().checkpoints()).toString().contains("label=third"));
        for (String from : List.of("start", "end")) {
            kiosk.seek(from);
            StoppedEventArguments there = client.move(client.server().jumpToCheckpoint(Map.of("id", id)));
            assertEquals(position(stop), position(there));
            assertEquals("3", kiosk.value("i", there));
        }
        assertTrue(DapClient.failure(client.server().jumpToCheckpoint(Map.of("id", 9_999))).contains("no checkpoint 9999"));
        client.stop();
    }

    // ------------------------------------------------------------------------------------------------ goto

    @Test
    void gotoLeadsToPastAndFutureRunsOfALine() throws Exception {
        StoppedEventArguments now = stopAt("sold", "i == 2");
        GotoTarget[] targets = targets("print");
        assertEquals(5, targets.length);
        assertEquals(List.of("back", "back", "ahead", "ahead", "ahead"),
                Arrays.stream(targets).map(target -> target.getLabel().replaceFirst(":.*", "")).toList());
        assertEquals("3", kiosk.value("i", jump(targets[3])));
        assertEquals("0", kiosk.value("i", jump(targets("print")[0])));
        GotoTarget here = Arrays.stream(targets("print")).filter(target -> target.getLabel().startsWith("now")).findFirst().orElseThrow();
        assertTrue(here.getLabel().contains("run 1 of 5"), here.getLabel());
        assertEquals(position(now), position(kiosk.seek(position(now))));
    }

    private static GotoTarget[] targets(String comment) throws Exception {
        GotoTargetsArguments arguments = new GotoTargetsArguments();
        Source source = new Source();
        source.setPath(kiosk.source().toString());
        arguments.setSource(source);
        arguments.setLine(kiosk.line(comment));
        return get(client.server().gotoTargets(arguments)).getTargets();
    }

    private static StoppedEventArguments jump(GotoTarget target) throws Exception {
        GotoArguments arguments = new GotoArguments();
        arguments.setTargetId(target.getId());
        StoppedEventArguments stop = client.move(client.server().goto_(arguments));
        assertEquals("goto", stop.getReason());
        return stop;
    }

    // ------------------------------------------------------------------------------------------------ calls

    @Test
    void callsOfALineAreSteppedIntoByName() throws Exception {
        StoppedEventArguments stop = stopAt("calls", "i == 1");
        StepInTargetsArguments which = new StepInTargetsArguments();
        which.setFrameId(client.top(stop).getId());
        StepInTarget[] targets = get(client.server().stepInTargets(which)).getTargets();
        assertEquals(List.of("twice", "price"), Arrays.stream(targets).map(StepInTarget::getLabel).toList());
        for (StepInTarget target : targets) {
            kiosk.seek(position(stop));
            which.setFrameId(client.top(stop).getId());
            StepInTarget again = Arrays.stream(get(client.server().stepInTargets(which)).getTargets())
                    .filter(each -> each.getLabel().equals(target.getLabel())).findFirst().orElseThrow();
            StepInArguments into = new StepInArguments();
            into.setThreadId(stop.getThreadId());
            into.setTargetId(again.getId());
            StoppedEventArguments inside = client.move(client.server().stepIn(into));
            assertEquals(kiosk.line(target.getLabel()), kiosk.lineOf(inside));
        }
    }

    @Test
    void framesAreRestartedWhereTheyBegan() throws Exception {
        StoppedEventArguments bottom = stopAt("bottom", null);
        assertEquals("0", kiosk.value("pieces", bottom));
        StoppedEventArguments third = restart(bottom, 3);
        assertEquals(kiosk.line("sum"), kiosk.lineOf(third));
        assertEquals("3", kiosk.value("pieces", third));
        assertEquals("3", kiosk.value("pieces", restart(third, 0)), "it has just begun");
        kiosk.seek(position(bottom));
        assertEquals("0", kiosk.value("pieces", restart(bottom, 0)));
        kiosk.seek(position(bottom));
        StoppedEventArguments main = restart(bottom, 7);
        assertEquals("Kiosk.main(String[])", client.top(main).getName());
        assertEquals(kiosk.line("sum called") - 7, kiosk.lineOf(main));
    }

    private static StoppedEventArguments restart(StoppedEventArguments stop, int frame) throws Exception {
        RestartFrameArguments arguments = new RestartFrameArguments();
        arguments.setFrameId(frames(stop).get(frame).getId());
        return client.move(client.server().restartFrame(arguments));
    }

    // ------------------------------------------------------------------------------------------------ returned and thrown

    @Test
    void whatTheLineBeforeReturnedIsShownHoweverThePlaceIsReached() throws Exception {
        StoppedEventArguments calls = stopAt("calls", "i == 2");
        StoppedEventArguments after = client.move(client.server().next(next(calls)));
        assertEquals(List.of("->twice() = 10"), returned(after));
        StoppedEventArguments printed = client.move(client.server().next(next(client.move(client.server().next(next(after))))));
        assertEquals(List.of(), returned(printed), "nothing returns a value there");
        kiosk.seek("end");
        assertEquals(List.of("->twice() = 10"), returned(kiosk.seek(position(after))));

        StoppedEventArguments left = client.move(client.server().stepOut(out(stopAt("price returned", "pieces == 4"))));
        assertEquals(kiosk.line("sold"), kiosk.lineOf(left));
        assertEquals(List.of("->twice() = 14"), returned(left), "the last one of the caller's line");
        assertEquals(List.of("->sum() = 21"), returned(stopAt("sizes", null)));
        assertEquals(List.of("->label() = \"label-9\""), returned(client.move(client.server().next(next(stopAt("label kept", null))))));
    }

    private static NextArguments next(StoppedEventArguments stop) {
        NextArguments arguments = new NextArguments();
        arguments.setThreadId(stop.getThreadId());
        return arguments;
    }

    private static StepOutArguments out(StoppedEventArguments stop) {
        StepOutArguments arguments = new StepOutArguments();
        arguments.setThreadId(stop.getThreadId());
        return arguments;
    }

    private static List<String> returned(StoppedEventArguments stop) throws Exception {
        return client.locals(client.top(stop)).stream().filter(each -> each.getName().startsWith("->"))
                .map(each -> each.getName() + " = " + each.getValue()).toList();
    }

    /** The stop is before the line that throws, so nothing of it has happened yet; the exception is there all the same. */
    @Test
    void whatIsThrownIsAnObject() throws Exception {
        kiosk.exceptions(OpenRecording.filter("caught", "SoldOut"), OpenRecording.filter("uncaught", null));
        for (String pieces : List.of("1000", "2000", "-1")) {
            StoppedEventArguments stop = kiosk.resume();
            assertEquals("exception", stop.getReason());
            ScopesArguments scopes = new ScopesArguments();
            scopes.setFrameId(client.top(stop).getId());
            Scope scope = Arrays.stream(get(client.server().scopes(scopes)).getScopes()).filter(each -> each.getName().equals("Exception"))
                    .findFirst().orElseThrow();
            Variable exception = client.parts(scope.getVariablesReference()).getFirst();
            assertTrue(exception.getType().endsWith("SoldOut"), exception.toString());
            List<Variable> fields = client.parts(exception.getVariablesReference());
            assertTrue(fields.stream().anyMatch(each -> each.getName().equals("wanted") && each.getValue().equals(pieces)), fields.toString());
            ExceptionInfoArguments which = new ExceptionInfoArguments();
            which.setThreadId(stop.getThreadId());
            ExceptionInfoResponse info = get(client.server().exceptionInfo(which));
            assertEquals("sold out: " + pieces + " wanted", info.getDescription());
            assertTrue(info.getDetails().getStackTrace().contains("Kiosk.java:" + kiosk.lineOf(stop)), info.getDetails().getStackTrace());
            assertEquals("1", kiosk.value("1", stop), "the stop itself is not touched");
        }
    }

    /** What is changed there is changed before the line runs. */
    @Test
    void anExceptionIsAvoidedByAChange() throws Exception {
        kiosk.exceptions(OpenRecording.filter("caught", "SoldOut"));
        kiosk.resume();
        StoppedEventArguments stop = kiosk.resume();
        assertEquals("2000", kiosk.value("pieces", stop));
        ExceptionInfoArguments which = new ExceptionInfoArguments();
        which.setThreadId(stop.getThreadId());
        get(client.server().exceptionInfo(which));
        client.evaluate("pieces = 77", client.top(stop), "repl");
        kiosk.exceptions();
        kiosk.breakAt("caught");
        assertEquals("77", kiosk.value("e.wanted", kiosk.resume()));
        client.move(client.server().endDiversion());
    }

    // ------------------------------------------------------------------------------------------------ code

    @Test
    void codeIsKnownByModulesSourcesLinesAndCompletions() throws Exception {
        StoppedEventArguments bottom = stopAt("bottom", null);
        StackTraceArguments page = new StackTraceArguments();
        page.setThreadId(bottom.getThreadId());
        page.setStartFrame(6);
        page.setLevels(2);
        StackTraceResponse part = get(client.server().stackTrace(page));
        assertEquals(List.of("Kiosk.sum(int)", "Kiosk.main(String[])"), Arrays.stream(part.getStackFrames()).map(StackFrame::getName).toList());
        assertEquals(8, part.getTotalFrames());
        StoppedEventArguments stop = stopAt("sizes", null);
        assertTrue(get(client.server().modules(new ModulesArguments())).getModules().length > 0);
        Source source = Arrays.stream(get(client.server().loadedSources(new LoadedSourcesArguments())).getSources())
                .filter(each -> each.getName().equals("Kiosk.java")).findFirst().orElseThrow();
        assertEquals(kiosk.source().toString(), source.getPath());
        BreakpointLocationsArguments lines = new BreakpointLocationsArguments();
        lines.setSource(source);
        lines.setLine(kiosk.line("calls"));
        lines.setEndLine(kiosk.line("print") + 1);
        assertEquals(List.of(kiosk.line("calls"), kiosk.line("sold"), kiosk.line("print")),
                Arrays.stream(get(client.server().breakpointLocations(lines)).getBreakpoints()).map(BreakpointLocation::getLine).toList());
        CompletionsArguments typed = new CompletionsArguments();
        typed.setFrameId(client.top(stop).getId());
        typed.setText("kiosk.so");
        typed.setColumn(9);
        assertEquals(List.of("sold"), Arrays.stream(get(client.server().completions(typed)).getTargets()).map(CompletionItem::getLabel).toList());
        EvaluateArguments hex = new EvaluateArguments();
        hex.setExpression("kiosk.sold");
        hex.setFrameId(client.top(stop).getId());
        ValueFormat format = new ValueFormat();
        format.setHex(true);
        hex.setFormat(format);
        assertEquals("0x32", get(client.server().evaluate(hex)).getResult());
    }

    // ------------------------------------------------------------------------------------------------ memory and assignments

    @Test
    void bytesOfArraysAndBuffersAreRead() throws Exception {
        StoppedEventArguments stop = stopAt("sizes", null);
        String seal = evaluated("kiosk.seal", stop).getMemoryReference();
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {0x42, 0x53, 0x01, 0x02, 0x7f}), read(seal, 0, 5).getData());
        ReadMemoryResponse rest = read(seal, 3, 10);
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {0x02, 0x7f}), rest.getData());
        assertEquals(8, rest.getUnreadableBytes());
        String buffer = evaluated("buffer", stop).getMemoryReference();
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 0, 0, 0, 7}), read(buffer, 0, 8).getData());
        String made = evaluated("new byte[] {1, 2, 3}", stop).getMemoryReference();
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}), read(made, 0, 10).getData());
    }

    private static EvaluateResponse evaluated(String expression, StoppedEventArguments stop) throws Exception {
        EvaluateArguments arguments = new EvaluateArguments();
        arguments.setExpression(expression);
        arguments.setFrameId(client.top(stop).getId());
        return get(client.server().evaluate(arguments));
    }

    private static ReadMemoryResponse read(String reference, int offset, int count) throws Exception {
        ReadMemoryArguments read = new ReadMemoryArguments();
        read.setMemoryReference(reference);
        read.setOffset(offset);
        read.setCount(count);
        return get(client.server().readMemory(read));
    }

    @Test
    void aChangedFieldIsUndoneByGoingBack() throws Exception {
        StoppedEventArguments stop = stopAt("taking", "pieces == 1000");
        SetExpressionArguments change = new SetExpressionArguments();
        change.setExpression("kiosk.sold");
        change.setValue("5000");
        change.setFrameId(client.top(stop).getId());
        assertEquals("5000", get(client.server().setExpression(change)).getValue());
        kiosk.breakAt("taken");
        assertEquals("5000", kiosk.value("sold", kiosk.resume()), "nothing is sold out any more");
        kiosk.breakpoints();
        StoppedEventArguments back = client.move(client.server().endDiversion());
        assertEquals(position(stop), position(back));
        assertEquals("41", kiosk.value("kiosk.sold", back));
    }

    // ------------------------------------------------------------------------------------------------ console

    /** Each motion that can be typed. */
    @Test
    void motionsAreTyped() throws Exception {
        kiosk.breakpoints(kiosk.at("sold", null, null, null));
        assertTyped(":c", "sold");
        String first = position(last);
        assertTyped(":next", "print");
        assertTyped(":back", "sold");
        assertTyped(":back", "calls");
        assertTyped(":step", "price");
        assertTyped(":finish", "sold");
        assertTyped(":in", "twice");
        assertTyped(":out", "calls");
        assertTyped(":c", "sold");
        assertEquals(first, position(last));
        assertTyped(":c", "sold");
        assertTyped(":rc", "sold");
        assertEquals(first, position(last));
        kiosk.breakpoints();
        assertTyped(":run Kiosk.java:" + kiosk.line("recursion"), "recursion");
        assertTyped(":runback " + Kiosk.class.getName() + ":" + kiosk.line("print"), "print");
        assertEquals("4", kiosk.value("i", last));
        assertTyped(":at " + first, "sold");
        assertTyped(":at console 2", "print");
        assertEquals("2", kiosk.value("i", last));
        assertTyped(":at exception 0", "sold out");
        assertTyped(":who this.sold", "taken");
        typed(":end");
        assertEquals("end", last.getReason());
        typed(":start");
        assertEquals("entry", last.getReason());
        typed(":at tick 1");
        typed(":at event 3");
        typed(":at 1ms");
    }

    private static StoppedEventArguments last;

    private static String typed(String command) throws Exception {
        StackFrame frame = last == null ? null : client.top(last);
        String said = client.evaluate(command, frame, "repl");
        assertTrue(said.matches("(?s).*t=\\d+.*"), command + ": " + said);
        last = client.stop();
        assertTrue(said.contains(position(last)), command + ": " + said + " but " + last);
        return said;
    }

    private static void assertTyped(String command, String comment) throws Exception {
        typed(command);
        assertEquals(kiosk.line(comment), kiosk.lineOf(last), command);
    }

    /** Each question that can be typed; none of them moves the session. */
    @Test
    void questionsAreTyped() throws Exception {
        last = stopAt("taking", null);
        StackFrame top = client.top(last);
        assertTrue(ask(":where", top).contains(position(last)));
        assertEquals(5, ask(":hits Kiosk.java:" + kiosk.line("print") + " \"i\" \"cost\"", top).lines().count());
        assertTrue(ask(":hits Kiosk.java:" + kiosk.line("print") + " \"i + cost\"", top).contains("i + cost = 18"));
        assertEquals(List.of("50", "36", "24", "14", "6"),
                ask(":history kiosk.sold", top).lines().map(line -> line.replaceFirst(".* ", "")).limit(5).toList());
        assertTrue(ask(":exceptions", top).contains("sold out: 1000 wanted"));
        assertTrue(ask(":console", top).contains("sold 4 for 14"));
        assertTrue(ask(":console 3", top).startsWith("t="));
        assertTrue(ask(":overview", top).contains("exited with status 0"));
        assertTrue(ask(":locks", top).contains("No lock"));
        assertTrue(ask(":take here", top).contains("here"));
        String checkpoint = ask(":checkpoints", top).lines().filter(line -> line.endsWith("here")).findFirst().orElseThrow().replaceFirst(" .*", "");
        assertTrue(ask(":bookmark note", top).contains("note"));
        assertTrue(ask(":bookmarks", top).contains(position(last)));
        for (String name : List.of(":back", ":rc", ":in", ":out", ":checkpoint", ":at", ":who", ":hits", ":help")) {
            assertTrue(ask(":help", top).contains(name), name);
        }
        assertTrue(DapClient.failure(client.server().evaluate(repl(":nonsense"))).contains("nonsense"));
        String there = position(last);
        kiosk.seek("end");
        last = null;
        typed(":checkpoint " + checkpoint);
        assertEquals(there, position(last));
        client.evaluate("kiosk.sold = 3", client.top(last), "repl");
        typed(":undo");
        assertEquals("50", kiosk.value("kiosk.sold", last));
    }

    private static EvaluateArguments repl(String text) {
        EvaluateArguments arguments = new EvaluateArguments();
        arguments.setExpression(text);
        arguments.setContext("repl");
        return arguments;
    }

    private static String ask(String question, StackFrame frame) throws Exception {
        return client.evaluate(question, frame, "repl");
    }
}
