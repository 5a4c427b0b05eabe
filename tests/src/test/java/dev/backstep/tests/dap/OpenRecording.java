package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import dev.backstep.tests.support.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.ExceptionFilterOptions;
import org.eclipse.lsp4j.debug.FunctionBreakpoint;
import org.eclipse.lsp4j.debug.ReverseContinueArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetFunctionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StoppedEventArguments;

/** A recording of a debuggee that a client of {@code backstep dap} has open, for all tests of a class. */
final class OpenRecording implements AutoCloseable {
    final DapClient client;
    final Process process;
    private final Class<?> debuggee;
    private final Scratch scratch;
    private final Path recording;

    /** Records the debuggee and opens the recording at its start. */
    OpenRecording(Class<?> debuggee) throws Exception {
        this(debuggee, recorded(debuggee), "program.backstep");
    }

    private OpenRecording(Class<?> debuggee, Scratch scratch, String name) throws Exception {
        this.debuggee = debuggee;
        this.scratch = scratch;
        recording = scratch.folder().resolve(name);
        ProcessBuilder builder = new ProcessBuilder(Settings.backstepCommand().toString(), "dap");
        builder.environment().put("BACKSTEP_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        client = new DapClient(process.getInputStream(), process.getOutputStream());
        client.begin("launch", Map.of("recording", recording.toString(), "startAt", "start",
                "sourcePaths", List.of(Settings.projectRoot().resolve("tests/src/main/java").toString())));
    }

    private static Scratch recorded(Class<?> debuggee) throws Exception {
        Scratch scratch = Scratch.of("dap-open-" + debuggee.getSimpleName());
        Backstep.record(Program.of(debuggee), scratch.recording(), scratch.work());
        return scratch;
    }

    /** A copy of the recording, opened by another adapter. */
    OpenRecording copy(String name) throws Exception {
        Files.copy(recording, scratch.folder().resolve(name));
        return new OpenRecording(debuggee, scratch, name);
    }

    /** The processes that replay it, whoever their parent is. */
    List<ProcessHandle> replays() {
        return ProcessHandle.allProcesses().filter(each -> each.info().commandLine().orElse("").contains("backstep.replay=" + recording)).toList();
    }

    /** As before the first test: without breakpoints, at the start. */
    void reset() throws Exception {
        breakpoints();
        methods();
        exceptions();
        watch();
        client.forget();
        seek("start");
    }

    Path source() {
        return Settings.projectRoot().resolve("tests/src/main/java").resolve(debuggee.getName().replace('.', '/') + ".java");
    }

    /** Line that ends with a comment. */
    int line(String comment) throws Exception {
        List<String> lines = Files.readAllLines(source());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + comment)) {
                return i + 1;
            }
        }
        throw new AssertionError("no line with " + comment);
    }

    // ------------------------------------------------------------------------------------------------ motions

    StoppedEventArguments resume() throws Exception {
        return client.move(client.server().continue_(new ContinueArguments()));
    }

    StoppedEventArguments back() throws Exception {
        return client.move(client.server().reverseContinue(new ReverseContinueArguments()));
    }

    StoppedEventArguments seek(String to) throws Exception {
        return client.move(client.server().seek(Map.of("to", to)));
    }

    static String position(StoppedEventArguments stop) {
        return stop.getDescription().replaceFirst("[: ].*", "");
    }

    String value(String expression, StoppedEventArguments stop) throws Exception {
        return client.evaluate(expression, client.top(stop), "watch");
    }

    int lineOf(StoppedEventArguments stop) throws Exception {
        return client.top(stop).getLine();
    }

    // ------------------------------------------------------------------------------------------------ breakpoints

    int lineWith(String text) throws Exception {
        return Sessions.lineOf(debuggee, text);
    }

    /** At a line that has a text. */
    SourceBreakpoint on(String text, String condition) throws Exception {
        SourceBreakpoint breakpoint = new SourceBreakpoint();
        breakpoint.setLine(lineWith(text));
        breakpoint.setCondition(condition);
        return breakpoint;
    }

    /** @param condition and the others: null for none */
    SourceBreakpoint at(String comment, String condition, String hits, String log) throws Exception {
        SourceBreakpoint breakpoint = new SourceBreakpoint();
        breakpoint.setLine(line(comment));
        breakpoint.setCondition(condition);
        breakpoint.setHitCondition(hits);
        breakpoint.setLogMessage(log);
        return breakpoint;
    }

    void breakAt(String comment) throws Exception {
        breakpoints(at(comment, null, null, null));
    }

    void breakpoints(SourceBreakpoint... all) throws Exception {
        SetBreakpointsArguments arguments = DapClient.breakpoints(source().toString());
        arguments.setBreakpoints(all);
        get(client.server().setBreakpoints(arguments));
    }

    static FunctionBreakpoint method(String name, String condition, String hits) {
        FunctionBreakpoint method = new FunctionBreakpoint();
        method.setName(name);
        method.setCondition(condition);
        method.setHitCondition(hits);
        return method;
    }

    void methods(FunctionBreakpoint... all) throws Exception {
        SetFunctionBreakpointsArguments arguments = new SetFunctionBreakpointsArguments();
        arguments.setBreakpoints(all);
        get(client.server().setFunctionBreakpoints(arguments));
    }

    static ExceptionFilterOptions filter(String name, String condition) {
        ExceptionFilterOptions options = new ExceptionFilterOptions();
        options.setFilterId(name);
        options.setCondition(condition);
        return options;
    }

    void exceptions(ExceptionFilterOptions... all) throws Exception {
        SetExceptionBreakpointsArguments arguments = new SetExceptionBreakpointsArguments();
        arguments.setFilters(new String[0]);
        arguments.setFilterOptions(all);
        get(client.server().setExceptionBreakpoints(arguments));
    }

    void watch(DataBreakpoint... all) throws Exception {
        SetDataBreakpointsArguments arguments = new SetDataBreakpointsArguments();
        arguments.setBreakpoints(all);
        get(client.server().setDataBreakpoints(arguments));
    }

    // ------------------------------------------------------------------------------------------------ end

    /** Also looks that nothing is left of it. */
    @Override
    public void close() throws Exception {
        List<ProcessHandle> below = process.descendants().toList();
        get(client.server().disconnect(new DisconnectArguments()));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (ProcessHandle each : below) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
        scratch.delete();
    }
}
