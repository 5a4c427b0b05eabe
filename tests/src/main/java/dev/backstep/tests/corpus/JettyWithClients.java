package dev.backstep.tests.corpus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;

/** A Jetty server and four HttpClient clients in one process. */
public final class JettyWithClients {
    private static final int CLIENT_COUNT = 4;
    private static final int REQUEST_COUNT = 25;

    private JettyWithClients() {
    }

    public static void main(String[] arguments) throws Exception {
        JettyServer jetty = new JettyServer();
        String url = jetty.start();
        CountDownLatch done = new CountDownLatch(CLIENT_COUNT);
        for (int i = 0; i < CLIENT_COUNT; i++) {
            int number = i;
            new Thread(() -> {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    client(client, url, number);
                } catch (Exception e) {
                    System.out.println("client " + number + ": " + e);
                } finally {
                    done.countDown();
                }
            }, "client-" + i).start();
        }
        done.await();
        jetty.stop();
    }

    private static void client(HttpClient client, String url, int number) throws Exception {
        for (int i = 0; i < REQUEST_COUNT; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/client/" + number + "?request=" + i))
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(i * 50))).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            System.out.println(response.statusCode() + " " + response.body().lines().findFirst().orElse(""));
        }
    }
}
