package dev.backstep.cli;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.web.SessionSource;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A web server for one recording, from its start to Ctrl-C. */
record Serving(Path recording, List<Path> sources, WebOptions options) {
    /** What happens with the link. */
    enum Opening {
        PRINT_LINK, OPEN_BROWSER
    }

    /** Serves until the process is asked to end; sessions and their processes end with it. @return never normally */
    int untilEnded(Opening opening) throws IOException {
        WebServer server = WebServer.start(options, SessionSource.opening(recording.toAbsolutePath(), this::open));
        BrowserStart browser = new BrowserStart(server.link());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end of serving").unstarted(() -> {
            browser.close();
            server.close();
        }));
        System.out.println("timeline of " + recording.getFileName() + ": " + server.link());
        if (opening == Opening.OPEN_BROWSER && browser.isPossible()) {
            browser.open();
        }
        System.out.println("Ctrl-C ends it.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.GOOD;
    }

    private ReplaySession open() {
        try {
            return ReplaySessions.open(recording, SessionOptions.usual().withSources(sources));
        } catch (IOException e) {
            throw new SessionException("the recording cannot be opened: " + e.getMessage(), e);
        }
    }
}
