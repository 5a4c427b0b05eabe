package dev.backstep.web;

import dev.backstep.web.api.Api;
import dev.backstep.web.api.Failures;
import dev.backstep.web.json.JacksonJr;
import dev.backstep.web.notes.Notes;
import dev.backstep.web.safety.Gate;
import dev.backstep.web.safety.SecurityHeaders;
import dev.backstep.web.safety.Token;
import dev.backstep.web.served.ServedSessions;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves one recording to browsers and to programs, until it is closed. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.backstep.web");
    /** A motion or query may take long, and nothing moves on the connection meanwhile. */
    private static final long CONNECTION_IDLE_MILLIS = 15 * 60 * 1000;
    private static final String PAGE = "/dev/backstep/web/page";

    private final WebOptions options;
    private final Token token = Token.random();
    private final ServedSessions sessions;
    private final Notes notes;
    private final Gate gate;
    private final Javalin javalin;

    private WebServer(WebOptions options, SessionSource source) throws IOException {
        this.options = options;
        this.sessions = new ServedSessions(source, options.limits());
        this.notes = Notes.beside(source.recording());
        this.gate = new Gate(token, options);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Starts serving. No session is opened before somebody looks, or {@link #prepare} is called.
     *
     * @throws IOException if the port is taken, or the notes beside the recording cannot be read
     */
    public static WebServer start(WebOptions options, SessionSource source) throws IOException {
        WebServer server = new WebServer(options, source);
        try {
            server.javalin.start();
        } catch (JavalinBindException e) {
            server.close();
            throw new IOException("port " + options.port() + " of " + options.host()
                    + " cannot be used: choose another one with --port, or none for any that is free", e);
        }
        server.gate.openFor(server.javalin.port());
        return server;
    }

    /** Where the page is, with the token in the fragment, which browsers keep to themselves. */
    public URI link() {
        return URI.create(origin() + "/#token=" + token.text());
    }

    /**
     * The link for browsers that reach us by another address, such as that of a proxy; they are let in from now on.
     *
     * @param address of the page, as the browser sees it
     * @throws IllegalArgumentException if it is no complete address of the web
     */
    public URI linkBy(URI address) {
        gate.openFor(address);
        return URI.create(address.toString().replaceFirst("#.*", "") + "#token=" + token.text());
    }

    /** Scheme, host and port. */
    public URI origin() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("http://" + (isWildcard(options.host()) ? "127.0.0.1" : host) + ":" + javalin.port());
    }

    /** What requests must bear. */
    public String token() {
        return token.text();
    }

    /**
     * Opens the shared session and looks through the recording, so that who comes soon need not wait. Returns at once. What a page
     * shows first is made first: replays would take the processor from it.
     */
    public void prepare() {
        Thread.ofPlatform().daemon().name("web-prepare").start(() -> {
            try {
                sessions.source().firstLook(1);
                sessions.find(ServedSessions.SHARED).ask(session -> session.queries().overview());
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "whoever asks next is told", e);
            }
        });
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.jsonMapper(new JacksonJr());
        config.http.maxRequestSize = options.limits().requestBytes();
        config.http.prefer405over404 = true;
        config.jetty.threadPool = threads();
        config.jetty.addConnector(this::connector);
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(options.limits().requestBytes());
            factory.setMaxBinaryMessageSize(0);
        });
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = PAGE;
            files.location = Location.CLASSPATH;
            files.headers = SecurityHeaders.ofPage();
        });
        SecurityHeaders headers = new SecurityHeaders(options.frameAncestors(), gate::outside);
        config.routes.before(headers::add);
        config.routes.before(gate::check);
        config.routes.wsBeforeUpgrade(gate::check);
        Failures.register(config.routes);
        new Api(sessions, notes).register(config.routes);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(64, 2, 30_000);
        threads.setName("web");
        threads.setDaemon(true);
        return threads;
    }

    private Connector connector(Server server, HttpConfiguration configuration) {
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 * 1024);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(CONNECTION_IDLE_MILLIS);
        return connector;
    }

    /** Ends all sessions that are ours, and their processes. */
    @Override
    public void close() {
        sessions.close();
        javalin.stop();
    }
}
