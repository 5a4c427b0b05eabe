package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole conversations, word by word. */
final class GoldenTest extends DapTest {
    private static final String SOURCE = "'source': {'name': 'Foo.java', 'path': '/src/demo/Foo.java'}";

    @Test
    void recordingIsOpenedAtItsFailureAndSteppedBack() throws Exception {
        launch("");
        client.body("threads", "");
        client.body("stackTrace", "{'threadId': 1}");
        client.body("exceptionInfo", "{'threadId': 1}");
        move("stepBack", "{'threadId': 1}");
        client.event("backstep/position");
        int frame = client.body("stackTrace", "{'threadId': 1, 'startFrame': 0, 'levels': 1}").getAsJsonArray("stackFrames").get(0)
                .getAsJsonObject().get("id").getAsInt();
        client.body("scopes", "{'frameId': " + frame + "}");
        move("next", "{'threadId': 1}");
        client.event("backstep/position");
        move("next", "{'threadId': 1}");
        client.event("backstep/position");
        client.body("threads", "");
        client.body("stackTrace", "{'threadId': 1}");
        client.body("disconnect", "{}");
        assertTrue(client.ends());
        assertTrue(session.isClosed());
        compareWithGolden("step-back");
    }

    @Test
    void breakpointsStopInBothDirections() throws Exception {
        greet();
        int launch = client.send("launch", "{'recording': '/rec/app.backstep', 'startAt': 'start'}");
        client.event("initialized");
        client.body("setBreakpoints", "{" + SOURCE + ", 'breakpoints': [{'line': 21}, {'line': 12, 'condition': 'i == 1'}, {'line': 500}]}");
        client.body("setFunctionBreakpoints", "{'breakpoints': [{'name': 'demo.Foo.twice'}]}");
        client.body("setExceptionBreakpoints", "{'filters': [], 'filterOptions': [{'filterId': 'uncaught', 'condition': 'IllegalStateException'}]}");
        client.body("configurationDone", "");
        client.response(launch);
        client.event("stopped");
        client.event("backstep/position");
        for (String end : new String[] {"t=2", "t=3", "t=6"}) {
            assertTrue(move("continue", "{'threadId': 1}").startsWith(end));
            client.event("backstep/position");
        }
        client.body("setFunctionBreakpoints", "{'breakpoints': []}");
        client.body("setBreakpoints", "{" + SOURCE + ", 'breakpoints': [{'line': 21}]}");
        for (String end : new String[] {"t=3", "t=0"}) {
            assertTrue(move("reverseContinue", "{'threadId': 1}").startsWith(end));
            client.event("backstep/position");
        }
        client.body("disconnect", "{'terminateDebuggee': true}");
        assertTrue(client.ends());
        compareWithGolden("breakpoints");
    }

    @Test
    void fieldIsWatchedBackwards() throws Exception {
        launch("");
        int frame = client.body("stackTrace", "{'threadId': 1}").getAsJsonArray("stackFrames").get(0).getAsJsonObject().get("id").getAsInt();
        int scope = client.body("scopes", "{'frameId': " + frame + "}").getAsJsonArray("scopes").get(0).getAsJsonObject()
                .get("variablesReference").getAsInt();
        int self = client.body("variables", "{'variablesReference': " + scope + "}").getAsJsonArray("variables").get(0).getAsJsonObject()
                .get("variablesReference").getAsInt();
        client.body("variables", "{'variablesReference': " + self + "}");
        client.body("dataBreakpointInfo", "{'variablesReference': " + scope + ", 'name': 'this'}");
        client.body("dataBreakpointInfo", "{'frameId': " + frame + ", 'name': 'this.total'}");
        String id = client.body("dataBreakpointInfo", "{'variablesReference': " + self + ", 'name': 'total'}").get("dataId").getAsString();
        assertEquals("demo.Foo#total", id);
        client.body("setDataBreakpoints", "{'breakpoints': [{'dataId': '" + id + "', 'accessType': 'write'}]}");
        assertTrue(move("reverseContinue", "{'threadId': 1}").startsWith("t=13"));
        client.event("backstep/position");
        client.body("disconnect", "{}");
        assertTrue(client.ends());
        compareWithGolden("data-breakpoint");
    }

    @Test
    void evaluationAndAssignment() throws Exception {
        launch(", 'startAt': 't=8'");
        int frame = client.body("stackTrace", "{'threadId': 1}").getAsJsonArray("stackFrames").get(0).getAsJsonObject().get("id").getAsInt();
        client.body("evaluate", "{'expression': 'a', 'frameId': " + frame + ", 'context': 'watch'}");
        client.body("evaluate", "{'expression': 'total', 'frameId': " + frame + ", 'context': 'hover', 'format': {'hex': true}}");
        int bytes = client.body("evaluate", "{'expression': 'this.bytes', 'frameId': " + frame + ", 'context': 'repl'}")
                .get("variablesReference").getAsInt();
        client.body("variables", "{'variablesReference': " + bytes + ", 'filter': 'indexed', 'start': 298, 'count': 2}");
        client.body("readMemory", "{'memoryReference': '200', 'offset': 296, 'count': 8}");
        client.body("completions", "{'text': 'this.to', 'column': 8, 'frameId': " + frame + "}");
        client.request("evaluate", "{'expression': 'nonsense', 'frameId': " + frame + ", 'context': 'hover'}");
        client.body("setExpression", "{'expression': 'total', 'value': '7', 'frameId': " + frame + "}");
        client.event("invalidated");
        client.body("backstep/endDiversion", "");
        client.request("scopes", "{'frameId': " + frame + "}");
        client.body("disconnect", "{}");
        assertTrue(client.ends());
        compareWithGolden("evaluate");
    }

    @Test
    void ownRequests() throws Exception {
        launch("");
        client.body("backstep/overview", "");
        client.body("backstep/checkpoints", "");
        client.body("backstep/jumpToCheckpoint", "{'id': 1}");
        client.body("backstep/takeCheckpoint", "{'label': 'here'}");
        client.body("backstep/seek", "{'to': 't=13'}");
        client.body("backstep/reverseStepOut", "{'threadId': 1}");
        client.body("backstep/reverseStepIn", "");
        client.body("backstep/lastWrite", "{'expression': 'total', 'go': true}");
        client.body("backstep/history", "{'expression': 'total'}");
        client.body("backstep/hits", "{'className': 'demo.Foo', 'line': 12, 'expressions': ['i'], 'most': 2}");
        client.body("backstep/lineCounts", "{'source': '/src/demo/Foo.java'}");
        client.body("backstep/console", "{}");
        client.body("backstep/exceptions", "{}");
        client.body("backstep/locks", "");
        client.body("backstep/timeline", "{'from': 't=3', 'to': 't=9', 'most': 10}");
        client.body("backstep/where", "");
        client.body("disconnect", "{}");
        assertTrue(client.ends());
        compareWithGolden("own-requests");
    }

    @Test
    void commandsTypedIntoTheConsole() throws Exception {
        launch("");
        for (String command : new String[] {":help", ":back", ":in", ":out", ":rc", ":at t=13", ":c", ":start", ":end", ":run 12", ":checkpoint 1",
            ":checkpoints", ":take mine", ":at 3", ":who total", ":history total", ":hits demo.Foo:12 \"i\"", ":hits 41", ":exceptions", ":console",
            ":locks", ":overview", ":where", ":undo", ":nothing", ":at nowhere", ":checkpoint x"}) {
            client.request("evaluate", "{'expression': '" + command.replace("\"", "\\\"") + "', 'context': 'repl'}");
        }
        client.body("completions", "{'text': ':che', 'column': 5}");
        client.body("disconnect", "{}");
        assertTrue(client.ends());
        compareWithGolden("console");
    }
}
