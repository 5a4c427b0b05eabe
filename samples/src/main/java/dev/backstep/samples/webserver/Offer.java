package dev.backstep.samples.webserver;

/**
 * The offer that is being worked out for a customer. Reused: each thread of the server has one, because a busy server
 * would otherwise allocate millions of them.
 */
final class Offer {
    private static final ThreadLocal<Offer> OFFERS = ThreadLocal.withInitial(Offer::new);

    private String customer;
    private int discountPercent;
    private int pieceCount;

    static Offer ofThisThread() {
        return OFFERS.get();
    }

    void customer(String name) {
        customer = name;
    }

    void discount(int percent) {
        discountPercent = percent;
    }

    void pieces(int count) {
        pieceCount = count;
    }

    String text(Article article) {
        int cents = article.priceCents() * pieceCount * (100 - discountPercent) / 100;
        return "%s pays %d.%02d for %d %s%n".formatted(customer, cents / 100, cents % 100, pieceCount, article.name());
    }

    void clear() {
        customer = null;
        discountPercent = 0;
        pieceCount = 0;
    }
}
