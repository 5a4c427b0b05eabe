package dev.backstep.cli;

import dev.backstep.dap.DapListener;
import dev.backstep.dap.DapOptions;
import dev.backstep.dap.DapServer;
import dev.backstep.dap.ServedSession;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The debug adapter: for editors to start, not for people. */
@Command(
        name = "dap",
        description = "Debug recordings from an editor (Debug Adapter Protocol).",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Without --port over standard input and output. docs/dap.md says what can be asked."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.DAMAGED_TEXT, ExitCodes.OTHER_FORMAT_TEXT,
            ExitCodes.JDK_TEXT})
final class DapCommand implements Callable<Integer> {
    private static final int TOKEN_BYTES = 16;

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port of the loopback address (0: any) for one client of this user.")
    private Integer port;

    @Parameters(arity = "0..1", paramLabel = "REC",
            description = "With --port: serve this recording's session to many clients, which attach with the token that is printed.")
    private Path recording;

    @Mixin
    private LogOption log;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (recording != null && port == null) {
            throw new ParameterException(spec.commandLine(), "a recording can be served only with --port; a client names it itself otherwise");
        }
        log.apply();
        DapOptions options = DapSetup.options();
        if (port == null) {
            serveStandardStreams(options);
        } else if (recording == null) {
            serveOne(options);
        } else {
            serveRecording(options);
        }
        return ExitCodes.GOOD;
    }

    /** Standard output is the protocol's: what anything else prints goes to standard error. */
    private static void serveStandardStreams(DapOptions options) throws InterruptedException {
        InputStream input = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream output = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        try (DapServer server = new DapServer(input, output, options)) {
            closeAtExit(server);
            server.serve();
        }
    }

    private void serveOne(DapOptions options) throws IOException, InterruptedException {
        try (DapListener listener = DapListener.open(options, port)) {
            closeAtExit(listener);
            Errors.print("waiting for a debugger at 127.0.0.1:" + listener.port());
            listener.serveOne();
        }
    }

    private void serveRecording(DapOptions options) throws IOException, InterruptedException {
        try (ReplaySession session = ReplaySessions.open(recording.toAbsolutePath(), SessionOptions.usual())) {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            ServedSession served = new ServedSession(session, HexFormat.of().formatHex(token));
            try (DapListener listener = DapListener.start(options.serving(served), port)) {
                closeAtExit(listener);
                closeAtExit(session);
                Errors.print("serving " + recording + " at 127.0.0.1:" + listener.port() + ", token " + served.token());
                new CountDownLatch(1).await();      // until somebody interrupts the process
            }
        }
    }

    /** A signal ends processes that we have started, too. */
    private static void closeAtExit(AutoCloseable resource) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                resource.close();
            } catch (Exception e) {
                // the process ends anyway
            }
        }, "close-at-exit"));
    }
}
