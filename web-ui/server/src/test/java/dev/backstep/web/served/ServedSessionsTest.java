package dev.backstep.web.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.web.Client;
import dev.backstep.web.SessionSource;
import dev.backstep.web.TestServer;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebOptions.Limits;
import dev.backstep.web.WebServer;
import dev.backstep.web.fake.FakeRun;
import dev.backstep.web.fake.FakeSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedSessionsTest {
    private static final Limits SHORT = new Limits(64_000, 4, 4, Duration.ofMillis(300));

    @TempDir
    private Path folder;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not happen in 20 s");
            Thread.sleep(20);
        }
    }

    @Test
    void noSessionIsOpenedBeforeSomebodyLooks() throws Exception {
        try (TestServer test = new TestServer(folder)) {
            assertEquals(0, test.opened.size());
            test.client.get(Client.SHARED);
            test.client.get(Client.SHARED);
            assertEquals(1, test.opened.size());
        }
    }

    @Test
    void idleSessionEndsAndOpensAgainWhereItWas() throws Exception {
        try (TestServer test = new TestServer(folder, TestServer.with(SHORT))) {
            test.client.get(Client.SHARED + "/sources");
            test.client.json("PUT", Client.SHARED + "/breakpoints",
                    "{\"breakpoints\": [{\"kind\": \"line\", \"source\": \"PriceCache.java\", \"line\": 20}]}");
            test.client.post(Client.SHARED + "/seek", "{\"step\": 1234}");
            await(() -> test.opened.getFirst().closed);
            assertEquals(List.of(), test.opened.getFirst().listeners());

            Map<?, ?> stop = (Map<?, ?>) test.client.get(Client.SHARED).get("stop");
            assertEquals(1234, stop.get("step"));
            assertEquals(2, test.opened.size());
            assertEquals(1, test.opened.getLast().breakpoints().all().size());
        }
    }

    @Test
    void ownSessionsMoveForThemselvesAndGoWhenIdle() throws Exception {
        try (TestServer test = new TestServer(folder, TestServer.with(SHORT))) {
            String own = "/api/v1/sessions/" + test.client.post("/api/v1/sessions", null).get("id");
            test.client.post(own + "/seek", "{\"step\": 500}");
            assertEquals(0, ((Map<?, ?>) test.client.get(Client.SHARED).get("stop")).get("step"));
            assertEquals(500, ((Map<?, ?>) test.client.get(own).get("stop")).get("step"));
            await(() -> test.opened.stream().allMatch(session -> session.closed));
            Thread.sleep(200);
            assertTrue(test.client.refusal(test.client.allowed(own)).startsWith("404 "));
        }
    }

    @Test
    void closingTheServerClosesAllSessions() throws Exception {
        TestServer test = new TestServer(folder);
        test.client.get(Client.SHARED);
        test.client.get("/api/v1/sessions/" + test.client.post("/api/v1/sessions", null).get("id"));
        test.close();
        assertEquals(2, test.opened.size());
        assertTrue(test.opened.stream().allMatch(session -> session.closed));
    }

    @Test
    void endedSessionIsGoneAndTheSharedOneBeginsAnew() throws Exception {
        try (TestServer test = new TestServer(folder)) {
            test.client.post(Client.SHARED + "/seek", "{\"step\": 99}");
            test.client.json("DELETE", Client.SHARED, null);
            assertTrue(test.opened.getFirst().closed);
            assertEquals(0, ((Map<?, ?>) test.client.get(Client.SHARED).get("stop")).get("step"));
        }
    }

    @Test
    void lentSessionIsShownAndNeverClosed() throws Exception {
        FakeSession lent = new FakeSession(folder.resolve("Shop.backstep"), new FakeRun(48_000, 100));
        SessionSource source = SessionSource.sharing(lent, () -> (ReplaySession) new FakeSession(lent.recording(), new FakeRun(100, 1)));
        try (WebServer server = WebServer.start(WebOptions.USUAL.withLimits(SHORT), source)) {
            Client client = new Client(server);
            client.post(Client.SHARED + "/seek", "{\"step\": 77}");
            assertEquals(77, lent.stop().position().step());
            Thread.sleep(800);
            assertFalse(lent.closed);
        }
        assertFalse(lent.closed);
        assertEquals(List.of(), lent.listeners());
    }
}
