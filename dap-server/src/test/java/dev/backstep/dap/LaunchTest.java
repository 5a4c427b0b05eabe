package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.backstep.dap.client.RawClient;
import dev.backstep.dap.fake.FakeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are run. In the place of our command stands a script that runs them and makes an empty file. */
final class LaunchTest extends DapTest {
    private static final String SCRIPT = """
            #!/bin/sh
            while [ "$1" != -o ]; do shift; done
            recording=$2
            while [ "$1" != -- ]; do shift; done
            shift
            if [ "$1" = unknown ]; then echo "backstep: no such program: $1" >&2; exit 127; fi
            : > "$recording"
            trap 'kill $child' TERM
            "$@" &
            child=$!
            wait $child
            wait $child
            """;

    @TempDir
    Path folder;

    @Override
    @BeforeEach
    void open() throws IOException {
        Path script = folder.resolve("backstep.sh");
        Files.writeString(script, SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        listener = DapListener.start(new DapOptions((recording, sourcePaths, hearing) -> {
            session = new FakeSession(recording);
            session.addListener(hearing);
            return session;
        }, List.of(script.toString()), Optional.empty(), Optional.empty()), 0);
        client = new RawClient(listener.port());
    }

    private int run(String script, String more) throws Exception {
        greet();
        int launch = client.send("launch", "{'command': ['sh', '-c', '" + script + "'], 'cwd': '" + folder + "'" + more + "}");
        client.event("initialized");
        client.body("configurationDone", "");
        return launch;
    }

    @Test
    void programIsRunAndItsRecordingOpenedAtItsFailure() throws Exception {
        int launch = run("echo hello; echo $NAME $GONE. >&2; exit 3", ", 'env': {'NAME': 'world', 'PATH2': null}");
        assertTrue(client.response(launch).get("success").getAsBoolean());
        String printed = "";
        while (!printed.contains("hello") || !printed.contains("world .")) {
            JsonObject output = client.event("output");
            printed += output.get("category").getAsString() + ": " + output.get("output").getAsString();
        }
        assertTrue(printed.contains("stdout: hello\n"), printed);
        assertTrue(printed.contains("stderr: world .\n"), printed);
        assertEquals("exception", client.event("stopped").get("reason").getAsString());
        assertEquals(folder.resolve(".backstep"), session.recording().getParent());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(session.recording().getParent())));
        assertEquals("*\n", Files.readString(folder.resolve(".backstep/.gitignore")));
        assertEquals("t=15: step", move("stepBack", "{'threadId': 1}"));
        client.body("disconnect", "{}");
        assertEquals(3, client.event("exited").get("exitCode").getAsInt());
        assertTrue(client.ends());
    }

    @Test
    void terminateEndsTheProgramThatIsRecorded() throws Exception {
        int launch = run("trap \\\"echo bye; exit 0\\\" TERM; echo ready; while :; do sleep 0.05; done", "");
        client.response(launch);
        assertEquals("ready\n", client.event("output").get("output").getAsString());
        assertTrue(client.error("stackTrace", "{'threadId': 1}").contains("being recorded"));
        assertEquals(1, client.body("threads", "").getAsJsonArray("threads").size());
        client.body("terminate", "{}");
        assertEquals("bye\n", client.event("output").get("output").getAsString());
        client.event("stopped");
        assertFalse(session.isClosed(), "the session goes on at the end of the program");
    }

    @Test
    void pauseStopsTheProgramWhereItIs() throws Exception {
        int launch = run("trap \\\"\\\" TERM; echo $$; while :; do sleep 0.05; done", "");
        client.response(launch);
        long pid = Long.parseLong(client.event("output").get("output").getAsString().strip());
        client.body("pause", "{'threadId': 1}");
        client.event("stopped");
        assertTrue(gone(pid));
    }

    @Test
    void clientThatGoesAwayTakesTheProgramWithIt() throws Exception {
        int launch = run("trap \\\"\\\" TERM; echo $$; while :; do sleep 0.05; done", "");
        client.response(launch);
        long pid = Long.parseLong(client.event("output").get("output").getAsString().strip());
        client.close();
        assertTrue(gone(pid));
    }

    private static boolean gone(long pid) throws InterruptedException {
        for (int i = 0; i < 1000 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent(); i++) {
            Thread.sleep(10);
        }
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    void programThatCannotBeRecordedFailsTheLaunch() throws Exception {
        greet();
        int launch = client.send("launch", "{'command': 'unknown -x', 'cwd': '" + folder + "'}");
        client.event("initialized");
        client.body("configurationDone", "");
        JsonObject response = client.response(launch);
        assertFalse(response.get("success").getAsBoolean());
        assertTrue(response.toString().contains("no such program: unknown"), response.toString());
        client.event("terminated");
    }

    @Test
    void withoutDebuggingTheSessionEndsWithTheProgram() throws Exception {
        int launch = run("exit 5", ", 'noDebug': true");
        client.response(launch);
        assertEquals(5, client.event("exited").get("exitCode").getAsInt());
        client.event("terminated");
    }

    @Test
    void restartRunsTheProgramAgain() throws Exception {
        int launch = run("echo run", "");
        client.response(launch);
        client.event("stopped");
        FakeSession first = session;
        client.body("restart", "{}");
        client.event("stopped");
        assertTrue(first.isClosed());
        assertFalse(session.recording().equals(first.recording()));
    }

    @Test
    void programRunsInATerminalOfTheClient() throws Exception {
        client.body("initialize", "{'adapterID': 'x', 'supportsRunInTerminalRequest': true}");
        client.send("launch", "{'mainClass': 'demo.Foo', 'classPath': ['a', 'b'], 'vmArgs': '-Xmx1g \\\"-Da=b c\\\"', 'args': ['x y'], 'cwd': '"
                + folder + "', 'console': 'integratedTerminal', 'recordTo': 'my.backstep', 'chaos': true}");
        client.event("initialized");
        client.body("configurationDone", "");
        JsonObject arguments = client.reverseRequest("runInTerminal");
        List<String> words = arguments.getAsJsonArray("args").asList().stream().map(each -> each.getAsString()).toList();
        assertEquals(List.of("record", "--quiet", "-o", folder.resolve("my.backstep").toString(), "--chaos", "--", "java", "-Xmx1g", "-Da=b c",
                "-cp", "a:b", "demo.Foo", "x y"), words.subList(1, words.size()));
        assertEquals(folder.toString(), arguments.get("cwd").getAsString());
    }
}
