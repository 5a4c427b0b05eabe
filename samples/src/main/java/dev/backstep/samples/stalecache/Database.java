package dev.backstep.samples.stalecache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Where the prices are kept. Somewhere behind a network, so each access takes a moment. */
final class Database {
    private final Map<String, Integer> pricesCents = new ConcurrentHashMap<>();

    int read(String article) {
        int priceCents = pricesCents.getOrDefault(article, 0);
        network();
        return priceCents;
    }

    void write(String article, int priceCents) {
        network();
        pricesCents.put(article, priceCents);
    }

    private static void network() {
        try {
            Thread.sleep(0, ThreadLocalRandom.current().nextInt(100_000, 900_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
