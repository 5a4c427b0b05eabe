package dev.backstep.samples.stalecache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers prices, so that the database is not asked again and again. */
final class PriceCache {
    private final Database database;
    private final Map<String, Integer> pricesCents = new ConcurrentHashMap<>();

    PriceCache(Database database) {
        this.database = database;
    }

    int priceCents(String article) {
        Integer known = pricesCents.get(article);
        if (known != null) {
            return known;
        }
        int priceCents = database.read(article);
        pricesCents.put(article, priceCents);
        return priceCents;
    }

    void change(String article, int priceCents) {
        database.write(article, priceCents);
        pricesCents.remove(article);
    }
}
