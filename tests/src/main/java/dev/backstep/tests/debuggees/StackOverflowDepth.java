package dev.backstep.tests.debuggees;

/** How deep the stack goes before it overflows, which depends on what has been compiled. */
@Debuggee
public final class StackOverflowDepth {
    private static int depth;

    private StackOverflowDepth() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            overflow(i);
        }
        for (int i = 0; i < 12; i++) {
            int number = i;
            Thread small = new Thread(null, () -> overflow(number), "small", 192 << 10);
            small.start();
            small.join();
        }
    }

    private static void overflow(int number) {
        try {
            switch (number % 3) {
                case 0 -> recurse(0);
                case 1 -> recurseAlone(0);
                default -> recurseWithWork(0);
            }
        } catch (StackOverflowError e) {
            System.out.println(depth);
        }
    }

    private static synchronized int recurseAlone(int level) {
        depth = level;
        return recurseAlone(level + 1) * 3 + level;
    }

    /** May overflow in what it calls. */
    private static int recurseWithWork(int level) {
        depth = level;
        return recurseWithWork(level + work(level)) * 3 + level;
    }

    private static int work(int level) {
        return Math.max(1, Integer.compare(level, -1) * Integer.toString(1).length());
    }

    private static int recurse(int level) {
        depth = level;
        return recurse(level + 1) * 3 + level;
    }
}
