package dev.backstep.tests.corpus;

import dev.backstep.samples.webserver.WebServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** The sample web server, four customers at once, and then the request that ends it. */
public final class SampleWebServer {
    private static final List<String> CUSTOMERS = List.of("ada", "grace", "tom", "eve");
    private static final int REQUEST_COUNT = 15;

    private SampleWebServer() {
    }

    public static void main(String[] arguments) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Thread server = Thread.ofPlatform().name("shop").start(() -> serve(port));
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client, port)) {
                Thread.sleep(10);
            }
            List<Thread> customers = CUSTOMERS.stream().map(name -> Thread.ofPlatform().name(name).start(() -> order(client, port, name))).toList();
            for (Thread customer : customers) {
                customer.join();
            }
            ask(client, port, "shutdown");
        }
        server.join();
    }

    private static void serve(int port) {
        try {
            WebServer.main(new String[] {"--port", Integer.toString(port)});
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean answers(HttpClient client, int port) throws Exception {
        try {
            ask(client, port, "offer?customer=tom&article=tea&pieces=1");
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static void order(HttpClient client, int port, String name) {
        try {
            for (int i = 1; i <= REQUEST_COUNT; i++) {
                System.out.print(ask(client, port, "offer?customer=" + name + "&article=tea&pieces=" + i));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(HttpClient client, int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
