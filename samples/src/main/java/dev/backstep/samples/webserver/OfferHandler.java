package dev.backstep.samples.webserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers {@code /offer?customer=ann&article=tea&pieces=3} with the price that this customer pays. */
final class OfferHandler implements HttpHandler {
    private static final Map<String, Article> ARTICLES = Map.of(
            "tea", new Article("tea", 390),
            "coffee", new Article("coffee", 540),
            "cake", new Article("cake", 420));
    private static final Map<String, Integer> DISCOUNTS_PERCENT = Map.of("grace", 50, "ada", 25);

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String answer;
        int status;
        try {
            answer = offer(parameters(exchange));
            status = 200;
        } catch (IllegalArgumentException e) {
            answer = "cannot make an offer: " + e.getMessage() + "\n";
            status = 400;
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String offer(Map<String, String> parameters) {
        Offer offer = Offer.ofThisThread();
        String customer = parameters.getOrDefault("customer", "somebody");
        offer.customer(customer);
        if (DISCOUNTS_PERCENT.containsKey(customer)) {
            offer.discount(DISCOUNTS_PERCENT.get(customer));
        }
        offer.pieces(Integer.parseInt(parameters.getOrDefault("pieces", "1")));
        Article article = ARTICLES.get(parameters.get("article"));
        if (article == null) {
            throw new IllegalArgumentException("no such article: " + parameters.get("article"));
        }
        String text = offer.text(article);
        offer.clear();
        return text;
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        String query = exchange.getRequestURI().getQuery();
        if (query != null) {
            for (String parameter : query.split("&")) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
                }
            }
        }
        return parameters;
    }
}
