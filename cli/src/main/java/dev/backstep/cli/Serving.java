package dev.backstep.cli;

import dev.backstep.dap.DapListener;
import dev.backstep.dap.DapOptions;
import dev.backstep.dap.ServedSession;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A web server for one recording, from its start to Ctrl-C.
 *
 * @param dapPort where debuggers may join the session that the page shows; empty for nowhere, 0 for any that is free
 */
record Serving(Path recording, List<Path> sources, WebOptions options, Optional<Integer> dapPort) {
    /** What happens with the link. */
    enum Opening {
        PRINT_LINK, OPEN_BROWSER
    }

    Serving(Path recording, List<Path> sources, WebOptions options) {
        this(recording, sources, options, Optional.empty());
    }

    /** Serves until the process is asked to end; sessions and their processes end with it. @return never normally */
    int untilEnded(Opening opening) throws IOException {
        Closing closing = new Closing();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end of serving").unstarted(closing::close));
        try {
            start(closing, opening);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closing.close();
        }
        return ExitCodes.GOOD;
    }

    private void start(Closing closing, Opening opening) throws IOException {
        Optional<ReplaySession> shared = dapPort.isPresent() ? Optional.of(closing.later(open())) : Optional.empty();
        SessionSource source = shared.map(session -> SessionSource.sharing(session, this::open))
                .orElseGet(() -> SessionSource.opening(recording.toAbsolutePath(), this::open));
        // An editor whose debugger joins may show the page in a frame.
        WebOptions wanted = shared.isPresent() ? options.withFrameAncestors(WebOptions.IN_EDITORS.frameAncestors()) : options;
        WebServer server = closing.later(WebServer.start(wanted, source));
        Optional<DapListener> debuggers = shared.isPresent() ? Optional.of(closing.later(listen(shared.get(), server))) : Optional.empty();
        BrowserStart browser = closing.later(new BrowserStart(server.link()));
        System.out.println("timeline of " + recording.getFileName() + ": " + server.link());
        debuggers.ifPresent(listener -> System.out.println("debuggers attach at 127.0.0.1:" + listener.port() + ", token " + server.token()));
        if (opening == Opening.OPEN_BROWSER && browser.isPossible()) {
            browser.open();
        }
        System.out.println("Ctrl-C ends it.");
        server.prepare();
    }

    private DapListener listen(ReplaySession session, WebServer server) throws IOException {
        DapOptions options = DapSetup.options((_, proxied) -> proxied.map(server::linkBy).orElseGet(server::link));
        return DapListener.start(options.serving(new ServedSession(session, server.token())), dapPort.orElseThrow());
    }

    private ReplaySession open() {
        try {
            return ReplaySessions.open(recording.toAbsolutePath(), SessionOptions.usual().withSources(sources));
        } catch (IOException e) {
            throw new SessionException("the recording cannot be opened: " + e.getMessage(), e);
        }
    }
}
