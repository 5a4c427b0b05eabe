package dev.backstep.tests.debuggees;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.nio.ByteBuffer;

/** Calls, objects and exceptions for a debugger to look at. The tests know its lines by the comments at their ends. */
@Debuggee(output = Output.SAME)
public final class Kiosk {
    /** Nothing is left. */
    static final class SoldOut extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int wanted;

        SoldOut(int wanted) {
            super("sold out: " + wanted + " wanted");
            this.wanted = wanted; // exception made
        }
    }

    private final byte[] seal = {0x42, 0x53, 0x01, 0x02, 0x7f};
    private int sold;
    private String last = "nothing";

    private Kiosk() {
    }

    private int price(int pieces) {
        int price = pieces + 3; // price
        return price; // price returned
    }

    private static int twice(int number) {
        return number * 2; // twice
    }

    private String label(int pieces) {
        return "label-" + pieces; // label
    }

    private long sum(int pieces) {
        if (pieces == 0) { // sum
            return 0; // bottom
        }
        return pieces + sum(pieces - 1); // recursion
    }

    private void take(int pieces) {
        last = label(pieces); // label kept
        if (pieces > sold) {
            throw new SoldOut(pieces); // sold out
        }
        sold -= pieces; // taken
    }

    public static void main(String[] arguments) throws InterruptedException {
        Kiosk kiosk = new Kiosk();
        ByteBuffer buffer = ByteBuffer.allocate(16).putInt(0x01020304).putInt(7);
        for (int i = 0; i < 5; i++) {
            int cost = twice(kiosk.price(i)); // calls
            kiosk.sold += cost; // sold
            System.out.println("sold " + i + " for " + cost); // print
        }
        long sum = kiosk.sum(6); // sum called
        String sizes = buffer.position() + "/" + kiosk.seal.length; // sizes
        for (int pieces : new int[] {9, 1_000, 2_000}) {
            try {
                kiosk.take(pieces); // taking
            } catch (SoldOut e) {
                System.out.println(e.getMessage() + " " + e.wanted); // caught
            }
        }
        Thread broken = new Thread(() -> {
            throw new SoldOut(-1); // broken
        }, "broken");
        broken.setUncaughtExceptionHandler((thread, e) -> System.out.println(thread.getName() + ": " + e.getMessage()));
        broken.start();
        broken.join();
        System.out.println(sum + " " + sizes + " " + kiosk.last); // end
    }
}
