package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.backstep.dap.client.RawClient;
import dev.backstep.dap.fake.FakeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server over a fake session, and a client. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class DapTest {
    private static final boolean WRITE_GOLDEN = System.getenv("BACKSTEP_WRITE_GOLDEN") != null;
    static final Path RECORDING = Path.of("/rec/app.backstep");

    FakeSession session;
    DapListener listener;
    RawClient client;

    @BeforeEach
    void open() throws IOException {
        listener = DapListener.start(options(), 0);
        client = new RawClient(listener.port());
    }

    DapOptions options() {
        return new DapOptions((recording, sourcePaths, hearing) -> {
            if (!recording.toString().startsWith("/rec/")) {
                throw new java.nio.file.NoSuchFileException(recording.toString());
            }
            session = new FakeSession(recording);
            session.addListener(hearing);
            return session;
        }, List.of("false"), Optional.empty(), Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        listener.close();
    }

    void greet() throws Exception {
        client.body("initialize", "{'adapterID': 'backstep', 'supportsInvalidatedEvent': true}");
    }

    /** Opens the recording and waits until it stands at the failure, t=16. */
    JsonObject launch(String more) throws Exception {
        greet();
        int launch = client.send("launch", "{'recording': '" + RECORDING + "'" + more + "}");
        client.event("initialized");
        client.body("configurationDone", "");
        assertEquals(true, client.response(launch).get("success").getAsBoolean());
        JsonObject stopped = client.event("stopped");
        client.event("backstep/position");
        if (more.isEmpty()) {
            client.event("output");     // what the program printed before its failure
        }
        return stopped;
    }

    /** Where a motion ends. */
    String move(String command, String arguments) throws Exception {
        client.body(command, arguments);
        return client.event("stopped").get("description").getAsString();
    }

    void compareWithGolden(String name) throws IOException {
        String said = client.transcript().text();
        Path golden = Path.of("src/test/resources/golden", name + ".txt");
        if (WRITE_GOLDEN) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, said);
        }
        assertEquals(Files.readString(golden), said, "if this is meant, BACKSTEP_WRITE_GOLDEN=1 writes the new transcript");
    }
}
