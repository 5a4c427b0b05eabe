package dev.backstep.tests.dap;

import static dev.backstep.tests.dap.DapClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.tests.debuggees.Orders;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointAccessType;
import org.eclipse.lsp4j.debug.DataBreakpointInfoArguments;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.ReverseContinueArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StepBackArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records, and walks about in the recording, as an editor would. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DapSessionTest {
    private static final Path SOURCE = Settings.projectRoot().resolve("tests/src/main/java/dev/backstep/tests/debuggees/Orders.java");

    private static final Pattern SERVING = Pattern.compile(".* at 127.0.0.1:(\\d+), token (\\w+)");

    /** The line with a comment at its end. */
    private static int line(String comment) throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + comment)) {
                return i + 1;
            }
        }
        throw new AssertionError("no line with " + comment);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Settings.backstepCommand().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("BACKSTEP_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static Map<String, Object> launch(Scratch scratch, String startAt) {
        return Map.of("mainClass", Orders.class.getName(), "classPath", List.of(Settings.testClasses().toString()), "cwd", scratch.work().toString(),
                "startAt", startAt, "sourcePaths", List.of(Settings.projectRoot().resolve("tests/src/main/java").toString()));
    }

    @Test
    void launchedProgramIsWalkedThroughInBothDirections() throws Exception {
        Scratch scratch = Scratch.of("dap-launch");
        Process process = start("dap");
        DapClient client = new DapClient(process.getInputStream(), process.getOutputStream());
        StoppedEventArguments stop = client.begin("launch", launch(scratch, "end"), DapClient.breakpoints(SOURCE.toString(), line("add")));
        assertEquals("end", stop.getReason());
        assertTrue(client.output().contains("order-30: 41"), client.output());
        walk(client, stop);
        get(client.server().disconnect(new DisconnectArguments()));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        scratch.delete();
    }

    /** From the end, with a breakpoint at the line "add". */
    private static void walk(DapClient client, StoppedEventArguments end) throws Exception {
        StepBackArguments back = new StepBackArguments();
        back.setThreadId(end.getThreadId());
        StoppedEventArguments stop = client.move(client.server().stepBack(back));
        assertEquals(line("fail"), client.top(stop).getLine());
        int thread = stop.getThreadId();
        back.setThreadId(thread);
        stop = client.move(client.server().stepBack(back));
        assertEquals("step", stop.getReason());
        assertEquals(line("fail") - 1, client.top(stop).getLine());

        ReverseContinueArguments reverse = new ReverseContinueArguments();
        reverse.setThreadId(thread);
        stop = client.move(client.server().reverseContinue(reverse));
        StackFrame top = client.top(stop);
        assertEquals("breakpoint", stop.getReason());
        assertEquals(line("add"), top.getLine());
        assertEquals("30", client.locals(top).stream().filter(each -> each.getName().equals("amount")).findFirst().orElseThrow().getValue());
        assertEquals("12", client.evaluate("this.total", top, "watch"));
        assertEquals("42", client.evaluate("total + amount", top, "repl"));
        assertEquals("\"order-30\"", client.evaluate("name.toString()", top, "hover"));
        String there = position(stop);

        NextArguments next = new NextArguments();
        next.setThreadId(thread);
        stop = client.move(client.server().next(next));
        assertEquals(line("add") + 1, client.top(stop).getLine(), "evaluation has not moved the program");
        stop = client.move(client.server().seek(Map.of("to", "start")));
        assertEquals("entry", stop.getReason());
        stop = client.move(client.server().seek(Map.of("to", there)));
        assertEquals(there, position(stop));
        stop = client.move(client.server().reverseStepOut(Map.of("threadId", thread)));
        assertEquals(line("call"), client.top(stop).getLine());
        assertTrue(client.evaluate(":back", client.top(stop), "repl").startsWith("t="));
        client.stop();
        get(client.server().setBreakpoints(DapClient.breakpoints(SOURCE.toString())));
        ContinueArguments on = new ContinueArguments();
        on.setThreadId(thread);
        stop = client.move(client.server().continue_(on));
        assertEquals("end", stop.getReason());
    }

    @Test
    void failureAndWritesAreFound() throws Exception {
        Scratch scratch = Scratch.of("dap-questions");
        Process process = start("dap");
        DapClient client = new DapClient(process.getInputStream(), process.getOutputStream());
        StoppedEventArguments stop = client.begin("launch", launch(scratch, "failure"));
        assertEquals("exception", stop.getReason());
        assertEquals(line("fail"), client.top(stop).getLine());
        assertTrue(client.evaluate(":exceptions", null, "repl").contains("IllegalStateException: total is 41"));

        DataBreakpointInfoArguments which = new DataBreakpointInfoArguments();
        which.setName("this.total");
        which.setFrameId(client.top(stop).getId());
        DataBreakpoint data = new DataBreakpoint();
        data.setDataId(get(client.server().dataBreakpointInfo(which)).getDataId());
        data.setAccessType(DataBreakpointAccessType.WRITE);
        SetDataBreakpointsArguments watch = new SetDataBreakpointsArguments();
        watch.setBreakpoints(new DataBreakpoint[] {data});
        get(client.server().setDataBreakpoints(watch));
        ReverseContinueArguments reverse = new ReverseContinueArguments();
        reverse.setThreadId(stop.getThreadId());
        StoppedEventArguments written = client.move(client.server().reverseContinue(reverse));
        assertEquals("data breakpoint", written.getReason());
        assertEquals(line("add"), client.top(written).getLine());
        watch.setBreakpoints(new DataBreakpoint[0]);
        get(client.server().setDataBreakpoints(watch));

        stop = client.move(client.server().seek(Map.of("to", "end")));
        stop = client.move(client.server().seek(Map.of("to", "exception 0")));
        assertTrue(client.evaluate(":who this.total", client.top(stop), "repl").contains("= 41"));
        assertEquals(position(written), position(client.stop()), "both ways lead to the same write");
        assertEquals(3, client.evaluate(":hits " + Orders.class.getName() + ":" + line("add") + " amount", null, "repl").lines().count());

        get(client.server().disconnect(new DisconnectArguments()));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        scratch.delete();
    }

    private static String position(StoppedEventArguments stop) {
        return stop.getDescription().replaceFirst("[: ].*", "");
    }

    @Test
    void servedSessionIsAttachedToOverTcp() throws Exception {
        Scratch scratch = recorded("dap-served");
        Process process = start("dap", "--port", "0", scratch.recording().toString());
        try (BufferedReader errors = process.errorReader()) {
            Matcher said = SERVING.matcher(errors.readLine());
            assertTrue(said.matches());
            int port = Integer.parseInt(said.group(1));
            Process other = start("dap");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                DapClient direct = new DapClient(socket.getInputStream(), socket.getOutputStream());
                direct.begin("attach", Map.of("token", said.group(2)));
                DapClient relayed = new DapClient(other.getInputStream(), other.getOutputStream());
                relayed.begin("attach", Map.of("port", port, "token", said.group(2)));
                StoppedEventArguments stop = relayed.move(relayed.server().seek(Map.of("to", "end")));
                assertEquals("end", stop.getReason());
                assertEquals(position(stop), position(direct.stop()), "the other one follows");
                get(relayed.server().disconnect(new DisconnectArguments()));
            } finally {
                assertTrue(other.waitFor(30, TimeUnit.SECONDS));
            }
            assertTrue(process.isAlive(), "it serves on");
        } finally {
            end(process);
        }
        scratch.delete();
    }

    /** Where Node is: installs the client from the registry, as its lock file says. */
    @Test
    void clientOfVsCodeDrivesIt() throws Exception {
        assumeTrue(Npm.isThere(), "npm is not installed");
        Scratch scratch = recorded("dap-npm");
        Process process = start("dap", "--port", "0", scratch.recording().toString());
        try (BufferedReader errors = process.errorReader()) {
            Matcher said = SERVING.matcher(errors.readLine());
            assertTrue(said.matches());
            Npm.runClient(Settings.backstepCommand().toString(), Settings.testClasses().toString(), SOURCE.toString(), scratch.work().toString(),
                    said.group(1), said.group(2));
        } finally {
            end(process);
        }
        scratch.delete();
    }

    @Test
    void clientThatGoesAwayLeavesNoProcessBehind() throws Exception {
        Scratch scratch = recorded("dap-gone");
        Process process = start("dap");
        DapClient client = new DapClient(process.getInputStream(), process.getOutputStream());
        client.begin("launch", Map.of("recording", scratch.recording().toString(), "startAt", "end"));
        List<ProcessHandle> below = process.descendants().toList();
        assertTrue(!below.isEmpty(), "a replay runs");
        process.getOutputStream().close();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (ProcessHandle each : below) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
        scratch.delete();
    }

    private static Scratch recorded(String name) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of(name);
        Backstep.record(Program.of(Orders.class), scratch.recording(), scratch.work());
        return scratch;
    }

    /** Also looks that nothing is left of it. */
    private static void end(Process process) throws Exception {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (ProcessHandle each : below) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
    }
}
