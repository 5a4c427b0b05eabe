package dev.backstep.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The customers of the sample web server: real requests from outside, several at a time. */
final class DemoCustomers {
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** At least so often, and then until the server's bug has shown. */
    private static final int MIN_ROUNDS = 5;
    private static final int MAX_ROUNDS = 50;
    /** Grace pays half; she also asks for something that is not sold, which is where the server's bug begins. */
    private static final List<String> QUERIES = List.of("customer=tom&article=tea", "customer=grace&article=biscuits",
            "customer=ada&article=coffee&pieces=2", "customer=tom&article=cake");
    private static final String FULL_PRICE_QUERY = "customer=tom&article=tea";
    private static final String FULL_PRICE = "tom pays 3.90 for 1 tea";

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
    private final List<String> wrongAnswers = new ArrayList<>();
    private int answers;

    private DemoCustomers(URI server) {
        this.server = server;
    }

    /**
     * Waits for the server to say where it listens.
     *
     * @param serverOutput what it printed so far
     * @param serverRuns false when there is no use in waiting
     * @throws IOException if it does not say it
     */
    static DemoCustomers of(Path serverOutput, BooleanSupplier serverRuns) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (serverRuns.getAsBoolean() && System.nanoTime() < end) {
            Matcher address = ADDRESS.matcher(Files.exists(serverOutput) ? Files.readString(serverOutput) : "");
            if (address.find()) {
                return new DemoCustomers(URI.create(address.group(1)));
            }
            Thread.sleep(20);
        }
        throw new IOException("the sample web server did not start");
    }

    /** Asks for offers, all customers at once, several times. */
    void shop() throws IOException {
        try {
            for (int round = 0; round < MIN_ROUNDS || round < MAX_ROUNDS && wrongAnswers().isEmpty(); round++) {
                List<CompletableFuture<Void>> requests = new ArrayList<>();
                QUERIES.forEach(query -> requests.add(ask(query)));
                requests.forEach(CompletableFuture::join);
            }
        } catch (CompletionException e) {
            throw new IOException("the sample web server does not answer: " + e.getCause().getMessage(), e);
        }
    }

    private CompletableFuture<Void> ask(String query) {
        return client.sendAsync(request("/offer?" + query), BodyHandlers.ofString())
                .thenAccept(response -> answered(query, response.body().strip()));
    }

    private synchronized void answered(String query, String answer) {
        answers++;
        if (query.equals(FULL_PRICE_QUERY) && !answer.equals(FULL_PRICE)) {
            wrongAnswers.add(answer);
        }
    }

    /** Asks the server to end. */
    void leave() throws IOException, InterruptedException {
        client.send(request("/shutdown"), BodyHandlers.discarding());
        client.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_TIMEOUT).build();
    }

    synchronized int answers() {
        return answers;
    }

    /** @return what Tom was told although tea is 3.90 for him */
    synchronized List<String> wrongAnswers() {
        return List.copyOf(wrongAnswers);
    }
}
