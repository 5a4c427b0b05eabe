package dev.backstep.web.fake;

import dev.backstep.web.WebOptions;
import dev.backstep.web.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves a made-up run, for work on the page and for the frame times: arguments are the number of events and the port. */
public final class ServeFake {
    private ServeFake() { }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        Path recording = Files.createTempDirectory("backstep-fake").resolve("Shop.backstep");
        FakeRun run = new FakeRun(Math.max(48_000, events * 10L), events);
        WebServer server = WebServer.start(WebOptions.USUAL.withPort(port),
                new FakeSource(recording, run, _ -> { }));
        System.out.println(server.link());
        Thread.currentThread().join();
    }
}
