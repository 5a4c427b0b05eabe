package dev.backstep.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.backstep.dap.client.RawClient;
import dev.backstep.dap.fake.FakeSession;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that several clients share; some come through another server. */
final class ServedSessionTest extends DapTest {
    private static final String TOKEN = "hush";

    private DapListener other;

    @Override
    @BeforeEach
    void open() throws IOException {
        session = new FakeSession(RECORDING);
        listener = DapListener.start(options().serving(new ServedSession(session, TOKEN)), 0);
        other = DapListener.start(options(), 0);
        client = new RawClient(listener.port());
    }

    @Override
    void close() throws IOException {
        other.close();
        super.close();
    }

    private static void attach(RawClient who, String arguments) throws Exception {
        who.body("initialize", "{'adapterID': 'x'}");
        int attach = who.send("attach", arguments);
        who.event("initialized");
        who.body("configurationDone", "");
        assertTrue(who.response(attach).get("success").getAsBoolean());
        who.event("stopped");
    }

    @Test
    void tokenIsAskedFor() throws Exception {
        greet();
        int attach = client.send("attach", "{'token': 'wrong'}");
        client.event("initialized");
        client.body("configurationDone", "");
        JsonObject response = client.response(attach);
        assertFalse(response.get("success").getAsBoolean());
        assertTrue(response.toString().contains("token"), response.toString());
        assertEquals(0, session.listenerCount());
    }

    @Test
    void clientsFollowEachOtherAndKeepTheirBreakpoints() throws Exception {
        attach(client, "{'token': '" + TOKEN + "', 'port': " + listener.port() + "}");
        try (RawClient second = new RawClient(listener.port())) {
            attach(second, "{'token': '" + TOKEN + "'}");
            client.body("setBreakpoints", "{'source': {'path': '/src/demo/Foo.java'}, 'breakpoints': [{'line': 21}]}");
            second.body("setBreakpoints", "{'source': {'path': '/src/demo/Foo.java'}, 'breakpoints': [{'line': 14}]}");
            assertEquals(2, session.all().size());
            assertTrue(move("continue", "{'threadId': 1}").startsWith("t=3"));
            second.event("continued");
            assertTrue(second.event("stopped").get("description").getAsString().startsWith("t=3"));
            second.body("disconnect", "{}");
            assertTrue(second.ends());
        }
        assertEquals(1, session.all().size());
        assertFalse(session.isClosed(), "it belongs to somebody else");
        assertTrue(move("stepBack", "{'threadId': 1}").startsWith("t=2") || session.stop().position().step() == 1);
    }

    @Test
    void attachByPortIsRelayed() throws Exception {
        try (RawClient far = new RawClient(other.port())) {
            attach(far, "{'host': '127.0.0.1', 'port': " + listener.port() + ", 'token': '" + TOKEN + "'}");
            far.body("next", "{'threadId': 1}");
            assertTrue(far.event("stopped").get("description").getAsString().startsWith("t=1"));
            assertTrue(far.error("scopes", "{'frameId': 99}").contains("earlier stop"));
            far.body("disconnect", "{}");
            assertTrue(far.ends());
        }
        assertFalse(session.isClosed());
    }

    @Test
    void nobodyThereIsAnError() throws Exception {
        other.close();
        try (RawClient far = new RawClient(listener.port())) {
            far.body("initialize", "{'adapterID': 'x'}");
        }
        try (DapListener third = DapListener.start(options(), 0); RawClient far = new RawClient(third.port())) {
            far.body("initialize", "{'adapterID': 'x'}");
            assertTrue(far.error("attach", "{'port': " + other.port() + "}").contains("backstep serve"));
        }
    }
}
