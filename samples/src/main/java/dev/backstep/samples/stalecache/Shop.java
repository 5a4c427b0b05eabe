package dev.backstep.samples.stalecache;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A shop: customers look at prices, clerks change them.
 *
 * <p><b>Symptom:</b> at closing time, when nothing changes any more, the shop shows prices that the database does not
 * have, and goes on showing them until it is restarted.
 *
 * <pre>backstep record -- java -cp samples/target/classes dev.backstep.samples.stalecache.Shop [CHANGES]</pre>
 *
 * Exit code 0 if all prices are right, 1 if one is wrong.
 */
public final class Shop {
    private static final List<String> ARTICLES = List.of("apple", "bread", "cheese", "dates", "eggs", "flour");
    private static final int CUSTOMER_COUNT = 3;
    private static final int CLERK_COUNT = 2;

    private final Database database = new Database();
    private final PriceCache cache = new PriceCache(database);
    private final AtomicInteger clerksAtWork = new AtomicInteger(CLERK_COUNT);

    private Shop() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        int changeCount = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        boolean right = new Shop().day(changeCount);
        System.exit(right ? 0 : 1);
    }

    private boolean day(int changeCount) throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(CUSTOMER_COUNT + CLERK_COUNT);
        for (int i = 0; i < CUSTOMER_COUNT; i++) {
            people.execute(this::lookAround);
        }
        for (int i = 0; i < CLERK_COUNT; i++) {
            people.execute(() -> changePrices(changeCount / CLERK_COUNT));
        }
        people.shutdown();
        people.awaitTermination(1, TimeUnit.HOURS);
        return checkPrices();
    }

    private void lookAround() {
        while (clerksAtWork.get() > 0) {
            cache.priceCents(ARTICLES.get(ThreadLocalRandom.current().nextInt(ARTICLES.size())));
        }
    }

    private void changePrices(int changeCount) {
        for (int i = 0; i < changeCount; i++) {
            String article = ARTICLES.get(ThreadLocalRandom.current().nextInt(ARTICLES.size()));
            cache.change(article, 100 + ThreadLocalRandom.current().nextInt(400));
        }
        clerksAtWork.decrementAndGet();
    }

    private boolean checkPrices() {
        boolean right = true;
        for (String article : ARTICLES) {
            int shown = cache.priceCents(article);
            int stored = database.read(article);
            System.out.printf("%-7s %d.%02d%s%n", article, shown / 100, shown % 100,
                    shown == stored ? "" : "   WRONG, should be %d.%02d".formatted(stored / 100, stored % 100));
            right &= shown == stored;
        }
        return right;
    }
}
