package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

final class MotionTest extends DapTest {
    @Test
    void pauseEndsAMotion() throws Exception {
        launch("");
        int seek = client.send("backstep/seek", "{'to': 't=7'}");
        client.event("continued");
        assertTrue(client.error("next", "{'threadId': 1}").contains("on its way"));
        assertTrue(client.error("stackTrace", "{'threadId': 1}").contains("on its way"));
        assertEquals(1, client.body("threads", "").getAsJsonArray("threads").size(), "threads are asked for while the session moves");
        client.body("pause", "{'threadId': 1}");
        assertTrue(client.event("stopped").get("description").getAsString().startsWith("t=3"));
        assertTrue(client.response(seek).get("success").getAsBoolean());
    }

    @Test
    void clientThatGoesAwayDuringAMotionEndsTheSession() throws Exception {
        launch("");
        client.send("backstep/seek", "{'to': 't=7'}");
        client.event("continued");
        client.close();
        for (int i = 0; i < 1000 && !session.isClosed(); i++) {
            Thread.sleep(10);
        }
        assertTrue(session.isClosed());
    }

    @Test
    void gotoTargetsAreRunsOfTheLine() throws Exception {
        launch(", 'startAt': 't=8'");
        JsonArray targets = client.body("gotoTargets", "{'source': {'name': 'Foo.java', 'path': '" + fooFile() + "'}, 'line': 12}")
                .getAsJsonArray("targets");
        assertEquals("back: run 2 of 3 of this line, t=6", targets.get(1).getAsJsonObject().get("label").getAsString());
        assertEquals("ahead: run 3 of 3 of this line, t=11", targets.get(2).getAsJsonObject().get("label").getAsString());
        assertTrue(move("goto", "{'threadId': 1, 'targetId': " + targets.get(2).getAsJsonObject().get("id") + "}").startsWith("t=11"));
    }

    private String fooFile() throws Exception {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("dap-test-");
        java.nio.file.Path file = folder.resolve("Foo.java");
        java.nio.file.Files.writeString(file, "// a comment\npackage demo;\nclass Foo { }\n");
        file.toFile().deleteOnExit();
        folder.toFile().deleteOnExit();
        return file.toString();
    }

    @Test
    void frameIsRestartedWhereItBegan() throws Exception {
        launch(", 'startAt': 't=8'");
        JsonArray frames = client.body("stackTrace", "{'threadId': 1}").getAsJsonArray("stackFrames");
        assertTrue(frames.get(0).getAsJsonObject().get("canRestart").getAsBoolean());
        assertFalse(frames.get(2).getAsJsonObject().get("canRestart").getAsBoolean(), "code of the JDK cannot");
        assertTrue(move("restartFrame", "{'frameId': " + frames.get(0).getAsJsonObject().get("id") + "}").startsWith("t=8"));
        assertEquals(0, session.all().size(), "no breakpoint is left behind");
    }

    @Test
    void stepBackFromTheEndGoesToTheLastLineThatRan() throws Exception {
        launch(", 'startAt': 'end'");
        assertTrue(move("stepBack", "{'threadId': 1}").startsWith("t=16"));
    }

    @Test
    void restartOfARecordingGoesToItsStart() throws Exception {
        launch("");
        assertTrue(move("restart", "{}").startsWith("t=0"));
    }

    @Test
    void terminateEndsTheSession() throws Exception {
        launch("");
        client.body("terminate", "{}");
        client.event("terminated");
        assertTrue(session.isClosed());
        assertTrue(client.error("next", "{'threadId': 1}").contains("over"));
        client.body("disconnect", "{}");
        assertTrue(client.ends());
    }

    @Test
    void sourcesThatHaveNoPathAreSentAsText() throws Exception {
        launch("");
        JsonObject frame = client.body("stackTrace", "{'threadId': 1}").getAsJsonArray("stackFrames").get(1).getAsJsonObject();
        int reference = frame.getAsJsonObject("source").get("sourceReference").getAsInt();
        assertTrue(client.body("source", "{'sourceReference': " + reference + "}").get("content").getAsString().contains("source 1"));
        assertEquals(2, client.body("loadedSources", "").getAsJsonArray("sources").size());
        assertEquals("classes", client.body("modules", "{'startModule': 1, 'moduleCount': 1}").getAsJsonArray("modules").get(0).getAsJsonObject()
                .get("name").getAsString());
        assertEquals(2, client.body("breakpointLocations", "{'source': {'path': '/src/demo/Foo.java'}, 'line': 12, 'endLine': 14}")
                .getAsJsonArray("breakpoints").size());
    }

    @Test
    void linesAndPathsAreCountedAsTheClientDoes() throws Exception {
        client.body("initialize", "{'adapterID': 'x', 'linesStartAt1': false, 'columnsStartAt1': false, 'pathFormat': 'uri'}");
        int launch = client.send("launch", "{'recording': '/rec/app.backstep', 'startAt': 't=8'}");
        client.event("initialized");
        JsonObject breakpoint = client.body("setBreakpoints", "{'source': {'path': 'file:///src/demo/Foo.java'}, 'breakpoints': [{'line': 20}]}")
                .getAsJsonArray("breakpoints").get(0).getAsJsonObject();
        assertEquals(20, breakpoint.get("line").getAsInt());
        client.body("configurationDone", "");
        client.response(launch);
        client.event("stopped");
        JsonObject frame = client.body("stackTrace", "{'threadId': 1}").getAsJsonArray("stackFrames").get(0).getAsJsonObject();
        assertEquals(20, frame.get("line").getAsInt());
        assertEquals("file:///src/demo/Foo.java", frame.getAsJsonObject("source").get("path").getAsString());
        assertTrue(move("reverseContinue", "{'threadId': 1}").startsWith("t=3"), "line 20 of the client is line 21 of ours");
    }

    @Test
    void logpointsSayTheirText() throws Exception {
        launch("");
        client.body("setBreakpoints", "{'source': {'path': '/src/demo/Foo.java'}, 'breakpoints': [{'line': 21, 'logMessage': 'added'}]}");
        client.body("reverseContinue", "{'threadId': 1}");
        assertEquals("added\n", client.event("output").get("output").getAsString());
    }
}
