package dev.backstep.samples.webserver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The web server of a tea shop. Ada and Grace are good customers and pay less, everybody else pays the full price.
 *
 * <p><b>Symptom:</b> now and then an ordinary customer gets a good customer's price:
 * {@code curl 'http://127.0.0.1:PORT/offer?customer=tom&article=tea'} says 1.95 instead of 3.90, and the same request
 * a moment later says 3.90.
 *
 * <pre>backstep record -- java -cp samples/target/classes dev.backstep.samples.webserver.WebServer --port 8080</pre>
 *
 * {@code --port 0} takes a free port. Ends on {@code GET /shutdown}, Ctrl-C or SIGTERM.
 */
public final class WebServer {
    private static final int THREAD_COUNT = 4;

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final HttpServer server;

    private WebServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new WebServer(port(arguments)).run();
    }

    private static int port(String[] arguments) {
        if (arguments.length == 0) {
            return 8080;
        }
        if (arguments.length != 2 || !arguments[0].equals("--port")) {
            System.err.println("usage: WebServer [--port PORT]");
            System.exit(2);
        }
        return Integer.parseInt(arguments[1]);
    }

    private void run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
        server.setExecutor(threads);
        server.createContext("/offer", new OfferHandler());
        server.createContext("/shutdown", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
            shutdown.countDown();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("closed"), "closing-time"));
        server.start();
        System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
        shutdown.await();
        server.stop(1);
        threads.shutdown();
    }
}
