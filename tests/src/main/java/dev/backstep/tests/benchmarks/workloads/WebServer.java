package dev.backstep.tests.benchmarks.workloads;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's HTTP server with four threads, and four clients in the same process. Says how many requests it served each second, and how long the slow ones took. */
public final class WebServer implements Workload {
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 50;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    private long[] latencies = new long[0];
    private long nanos;

    public WebServer() throws IOException {
        server.createContext("/", WebServer::answer);
        server.setExecutor(Executors.newFixedThreadPool(CLIENTS, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] text = ("you asked for " + exchange.getRequestURI() + "\n").repeat(20).getBytes();
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public long round() throws InterruptedException {
        long[] times = new long[CLIENTS * REQUESTS];
        AtomicLong length = new AtomicLong();
        Thread[] clients = new Thread[CLIENTS];
        long start = System.nanoTime();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients[i] = new Thread(() -> length.addAndGet(ask(times, number * REQUESTS)));
            clients[i].start();
        }
        for (Thread each : clients) {
            each.join();
        }
        nanos = System.nanoTime() - start;
        latencies = times;
        return length.get();
    }

    private long ask(long[] times, int from) {
        long length = 0;
        for (int i = from; i < from + REQUESTS; i++) {
            long start = System.nanoTime();
            try {
                length += client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body().length;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            times[i] = System.nanoTime() - start;
        }
        return length;
    }

    /** Of the last round. */
    @Override
    public String measured() {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return "rate " + sorted.length * 1_000_000_000L / nanos + " p99 " + sorted[sorted.length * 99 / 100];
    }
}
