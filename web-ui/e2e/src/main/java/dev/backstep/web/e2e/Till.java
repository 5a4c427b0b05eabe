package dev.backstep.web.e2e;

import java.util.ArrayList;
import java.util.List;

/** Two cashiers put money into one till; at the end something is wrong. Small, so that the tests of the page know each line. */
public final class Till {
    private final List<Integer> receipts = new ArrayList<>();
    private int cents;

    public static void main(String[] arguments) throws InterruptedException {
        Till till = new Till();
        Thread anna = new Thread(() -> till.sell(10), "anna");
        Thread bert = new Thread(() -> till.sell(100), "bert");
        anna.start();
        bert.start();
        anna.join();
        bert.join();
        till.close();
    }

    private void sell(int price) {
        for (int number = 1; number <= 5; number++) {
            add(number * price);
        }
    }

    private synchronized void add(int amount) {
        int before = cents;
        cents = before + amount;
        receipts.add(amount);
        System.out.println(Thread.currentThread().getName() + " puts in " + amount);
    }

    private void close() {
        System.out.println("in the till: " + cents);
        if (cents != 2000) {
            throw new IllegalStateException("350 are missing");
        }
    }
}
