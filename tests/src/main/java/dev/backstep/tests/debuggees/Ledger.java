package dev.backstep.tests.debuggees;

/** Something of everything that can be asked about a recording. {@code QueriesTest} knows its lines by their comments. */
@Debuggee
public final class Ledger {
    private static int entries;
    private final String owner;
    private final int[] slots = new int[4];
    private int balance;

    private Ledger(String owner) {
        this.owner = owner;
    }

    /** Unprotected: two threads count. */
    private void book(int amount) {
        balance += amount; // balance
        slots[amount & 3] = amount; // slot
        entries++; // entries
    }

    private static int digits(int number) {
        int rest = number; // first rest
        int count = 0;
        while (rest > 0) {
            rest /= 10; // next rest
            count++; // digit
        }
        return count; // counted
    }

    private static void refuse(int amount) {
        if (amount > 2) {
            throw new IllegalArgumentException("too much: " + amount); // thrown
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Ledger mine = new Ledger("mine");
        Ledger yours = new Ledger("yours");
        Thread clerk = new Thread(() -> {
            for (int i = 1; i <= 500; i++) {
                yours.book(i);
            }
        }, "clerk");
        clerk.start();
        for (int i = 1; i <= 500; i++) {
            mine.book(i);
        }
        clerk.join();
        System.out.println(digits(40_417) + " digits"); // digits
        for (int amount = 0; amount < 4; amount++) {
            try {
                refuse(amount);
                System.out.println("booked " + amount); // booked
            } catch (IllegalArgumentException e) {
                System.err.println("refused"); // refused
            }
        }
        Thread broken = new Thread(() -> {
            Object nothing = null;
            nothing.hashCode(); // broken
        }, "broken");
        broken.start();
        broken.join();
        System.out.println(mine.owner + mine.balance + yours.owner + yours.balance); // balances
    }
}
