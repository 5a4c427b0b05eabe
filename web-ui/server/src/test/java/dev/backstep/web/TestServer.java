package dev.backstep.web;

import dev.backstep.web.WebOptions.Limits;
import dev.backstep.web.fake.FakeRun;
import dev.backstep.web.fake.FakeSession;
import dev.backstep.web.fake.FakeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with made-up sessions. */
public final class TestServer implements AutoCloseable {
    public final WebServer server;
    public final Client client;
    /** All that were opened, in order. */
    public final List<FakeSession> opened = new CopyOnWriteArrayList<>();

    public TestServer(Path folder, WebOptions options) throws IOException {
        server = WebServer.start(options, new FakeSource(folder.resolve("Shop.backstep"), new FakeRun(48_000, 1000), opened::add));
        client = new Client(server);
    }

    public TestServer(Path folder) throws IOException {
        this(folder, WebOptions.USUAL);
    }

    public static WebOptions with(Limits limits) {
        return WebOptions.USUAL.withLimits(limits);
    }

    @Override
    public void close() {
        server.close();
    }
}
