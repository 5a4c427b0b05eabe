package dev.backstep.web.fake;

import dev.backstep.replay.session.CodeLocation;
import java.util.List;

/**
 * The run that is pretended: each step is a line of {@code PriceCache}, threads take turns.
 *
 * @param steps of the whole run
 * @param events marks on the timeline
 */
public record FakeRun(long steps, int events) {
    public static final String CLASS_NAME = "shop.PriceCache";
    public static final List<String> THREADS = List.of("main", "customer-1", "customer-2", "customer-3", "prices-refresh", "http-server");
    public static final List<String> SOURCE = """
            package shop;

            import java.util.HashMap;
            import java.util.Map;

            /** Remembers prices, so that the database is asked once. */
            public final class PriceCache {
                private final Map<String, Long> cents = new HashMap<>();
                private final Database database;
                private int misses;

                public PriceCache(Database database) {
                    this.database = database;
                }

                /** @return the price in cents */
                public long price(String article) {
                    Long known = cents.get(article);
                    if (known == null) {
                        misses++;
                        known = database.price(article);
                        cents.put(article, known);
                    }
                    return known;
                }

                public synchronized void invalidate(String article) {
                    if (cents.remove(article) != null) {
                        System.out.println("forgot \\"" + article + "\\" after " + misses + " misses");
                    }
                }
            }
            """.lines().toList();
    private static final int[] LINES = {18, 19, 20, 21, 22, 24, 28, 29};

    /** Thread that takes a step. */
    public int thread(long step) {
        return (int) (step / 97 * 31 % THREADS.size());
    }

    public CodeLocation location(long step) {
        int line = LINES[(int) (step % LINES.length)];
        return new CodeLocation(CLASS_NAME, line < 26 ? "price" : "invalidate", line);
    }

    /** Next step of the thread that takes this one, in a direction; -1 if there is none. */
    public long neighbour(long step, int thread, int direction) {
        for (long next = step + direction; next >= 0 && next <= steps; next += direction) {
            if (thread(next) == thread) {
                return next;
            }
        }
        return -1;
    }

    public long eventStep(int event) {
        return (long) ((double) event / events * steps);
    }
}
