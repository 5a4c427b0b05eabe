package dev.backstep.tests.debuggees;

/** Stack overflows, caught; only whether they happen is printed, not how deep. */
@Debuggee(output = Debuggee.Output.SAME)
public final class DeepRecursion {
    private static final Object LOCK = new Object();
    private static int depth;

    private DeepRecursion() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            overflow();
        }
        Thread thread = new Thread(null, DeepRecursion::overflow, "deep", 256 << 10);
        thread.start();
        thread.join();
        try {
            inBlocks(0);
        } catch (StackOverflowError e) {
            System.out.println("overflow " + Thread.holdsLock(LOCK));
        }
    }

    private static void overflow() {
        try {
            recurse(0);
        } catch (StackOverflowError e) {
            System.out.println("overflow " + e.getMessage() + " " + (depth > 500));
        }
    }

    private static synchronized int recurse(int level) {
        depth = level;
        return recurse(level + 1) + 1;
    }

    private static int inBlocks(int level) {
        synchronized (LOCK) {
            return inBlocks(level + 1) + 1;
        }
    }
}
