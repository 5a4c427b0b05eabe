package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest extends DapTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "hello\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: 99999999999\r\n\r\n", "Content-Length: 999999999\r\n\r\n",
        "Content-Length: -1\r\n\r\n", "\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void whatIsNoMessageEndsTheConnection(String bytes) throws Exception {
        launch("");
        client.sendRaw(bytes);
        assertTrue(client.ends());
        assertTrue(session.isClosed());
    }

    @Test
    void headerWithoutEndIsNotKept() throws Exception {
        greet();
        String kilobyte = "x".repeat(1024);
        try {
            for (int i = 0; i < 100_000 && i < 10_000; i++) {
                client.sendRaw(kilobyte);
            }
        } catch (java.io.IOException e) {
            // the server has closed the connection, as it should
        }
        assertTrue(client.ends());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "17", "{\"type\": 5}", "{\"type\": \"request\", \"seq\": \"x\"}", "{\"seq\": 3}",
        "{\"type\": \"response\", \"request_seq\": 900, \"success\": true}", "{\"type\": \"event\", \"event\": \"nothing\"}"})
    void messagesThatMeanNothingAreSkipped(String body) throws Exception {
        greet();
        client.sendBytes(body);
        assertTrue(client.request("threads", "").get("success").getAsBoolean());
    }

    @Test
    void deeplyNestedMessageEndsNothingButItself() throws Exception {
        greet();
        client.sendBytes("{\"type\": \"request\", \"seq\": 77, \"command\": \"launch\", \"arguments\": " + "[".repeat(200_000) + "}");
        if (!client.ends()) {
            assertTrue(client.request("threads", "").get("success").getAsBoolean());
        }
    }

    @Test
    void argumentsOfWrongTypesGetAnError() throws Exception {
        launch("");
        assertTrue(client.error("stackTrace", "{'threadId': 'x'}").contains("parsed"));
        assertTrue(client.error("setBreakpoints", "{'source': 7, 'breakpoints': 8}").contains("parsed"));
        assertTrue(client.error("setBreakpoints", "").contains("source"), "what is missing is named");
        assertTrue(client.error("evaluate", "{}").contains("expression"));
        assertTrue(client.error("setDataBreakpoints", "{'breakpoints': [{'dataId': 'nonsense'}]}").contains("nonsense"));
        assertTrue(client.error("setFunctionBreakpoints", "{'breakpoints': [{'name': 'main'}]}").contains("main"));
        assertTrue(client.error("setExceptionBreakpoints", "{'filters': ['all']}").contains("all"));
        assertTrue(client.error("backstep/seek", "{}").contains("to"));
        assertTrue(client.error("backstep/jumpToCheckpoint", "{}").contains("id"));
        assertTrue(client.error("backstep/removeBookmark", "{'id': 99}").contains("99"));
        assertTrue(client.body("threads", "").has("threads"));
    }

    @Test
    void requestsInTheWrongStateGetAnError() throws Exception {
        assertTrue(client.error("launch", "{'recording': '/rec/a.backstep'}").contains("initialize"));
        assertTrue(client.error("configurationDone", "").contains("launch"));
        greet();
        assertTrue(client.error("initialize", "{'adapterID': 'x'}").contains("started"));
        for (String command : new String[] {"next", "continue", "stepBack", "stackTrace", "pause", "gotoTargets", "backstep/overview"}) {
            String arguments = command.equals("gotoTargets") ? "{'source': {'name': 'Foo.java', 'path': '/src/demo/Foo.java'}, 'line': 1}" : "{'threadId': 1}";
            assertFalse(client.request(command, arguments).get("success").getAsBoolean(), command);
        }
        launchOnly();
        assertTrue(client.error("launch", "{'recording': '/rec/a.backstep'}").contains("started"));
        assertTrue(client.error("attach", "{}").contains("started"));
    }

    private void launchOnly() throws Exception {
        int launch = client.send("launch", "{'recording': '/rec/a.backstep'}");
        client.event("initialized");
        client.body("configurationDone", "");
        client.response(launch);
        client.event("stopped");
    }

    @Test
    void launchThatSaysNothingNamesWhatIsMissing() throws Exception {
        greet();
        assertTrue(client.error("launch", "{}").contains("mainClass"));
        assertTrue(client.error("launch", "{'mainClass': 'A', 'command': ['java', 'B']}").contains("one of"));
        assertTrue(client.error("launch", "{'mainClass': 'A', 'cwd': '/does/not/exist'}").contains("/does/not/exist"));
        assertTrue(client.error("launch", "{'mainClass': 'A', 'args': {'a': 1}}").contains("args"));
        assertTrue(client.error("launch", "{'recording': '/rec/a.backstep', 'startAt': 'middle'}").contains("startAt"));
        assertTrue(client.error("launch", "{'mainClass': 'A', 'console': 'paper'}").contains("console"));
        assertTrue(client.error("attach", "{'port': 'x'}").contains("port"));
        launchOnly();
    }

    @Test
    void recordingThatIsNotThereFailsTheLaunch() throws Exception {
        greet();
        int launch = client.send("launch", "{'recording': '/nowhere/a.backstep'}");
        client.event("initialized");
        client.body("configurationDone", "");
        JsonObject response = client.response(launch);
        assertFalse(response.get("success").getAsBoolean());
        assertTrue(response.toString().contains("no such file"), response.toString());
        client.event("terminated");
        client.body("disconnect", "");
        assertTrue(client.ends());
    }

    @Test
    void unknownThingsGetAnError() throws Exception {
        launch("");
        assertEquals("There is no request 'fly'.", client.error("fly", "{}"));
        assertTrue(client.error("scopes", "{'frameId': 4711}").contains("earlier stop"));
        assertTrue(client.error("variables", "{'variablesReference': 4711}").contains("earlier stop"));
        assertTrue(client.error("source", "{'sourceReference': 4711}").contains("4711"));
        assertTrue(client.error("goto", "{'threadId': 1, 'targetId': 4711}").contains("earlier stop"));
        assertTrue(client.error("stepIn", "{'threadId': 1, 'targetId': 4711}").contains("earlier stop"));
        assertTrue(client.error("readMemory", "{'memoryReference': 'x', 'count': 1}").contains("earlier stop"));
        assertTrue(client.request("cancel", "{'requestId': 4711}").get("success").getAsBoolean(), "cancelling is a hint");
    }

    @Test
    void motionThatFailsLeavesTheSessionStanding() throws Exception {
        launch("");
        assertTrue(client.error("backstep/seek", "{'to': 'exception 8'}").contains("no such place"));
        assertEquals("t=16", client.body("backstep/where", "").get("position").getAsString());
        client.body("next", "{'threadId': 99}");
        assertTrue(client.event("output").get("output").getAsString().contains("98"), "threads count from 1 in the protocol");
        assertTrue(client.body("stackTrace", "{'threadId': 1}").get("totalFrames").getAsInt() > 0);
    }
}
