package dev.backstep.tests.debuggees;

import dev.backstep.tests.debuggees.Debuggee.Output;

/** A small sale, whose end would be another if a variable had another value. */
@Debuggee(output = Output.SAME)
public final class Discounts {
    private static int total;

    private Discounts() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        int price = 100;
        int discount = discountOf("ann");
        total = price - discount;
        Thread teller = new Thread(Discounts::tell);
        teller.start();
        teller.join();
        Thread.sleep(20);
        if (total < -500) {
            Thread.currentThread().join();      // for ever
        }
        System.out.println(total < 0 ? "refund " + -total : "pay " + total);
    }

    private static int discountOf(String name) {
        return name.length() + 2;
    }

    private static synchronized void tell() {
        for (int i = 0; i < 3; i++) {
            total -= i;
        }
        System.out.println("asked for " + total);
    }
}
