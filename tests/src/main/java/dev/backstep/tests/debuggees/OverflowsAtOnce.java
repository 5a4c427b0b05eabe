package dev.backstep.tests.debuggees;

/** Several stacks overflow at once, in monitors that all want, held or left again, and in calls of leaves where the stack ends. */
@Debuggee
public final class OverflowsAtOnce {
    private static final int THREADS = 3;
    private static final Object[] LOCKS = {new Object(), new Object(), new Object(), new Object()};
    private static int shared;
    private int depth;
    private long sum;
    private boolean leaks;

    private OverflowsAtOnce() { }

    private static synchronized int leaf(int value) {
        shared = shared * 31 + value;
        return shared;
    }

    private synchronized int inMethod(int level) {
        depth = level;
        if (level % 3 == 0) {
            sum += leaf(level);
        }
        int below = inBlock(level + 1);
        sum += leaf(below);
        return below;
    }

    private int inBlock(int level) {
        synchronized (this) {
            depth = level;
            int below = inMethod(level + 1);
            sum += below + leaf(level);
            return below;
        }
    }

    /** Holds nothing while it calls itself. */
    private int between(int level) {
        depth = level;
        synchronized (LOCKS[level % LOCKS.length]) {
            sum++;
        }
        int below = between(level + 1);
        synchronized (LOCKS[level % LOCKS.length]) {
            return below + 1;
        }
    }

    private void overflow(int kind) {
        try {
            sum += kind % 2 == 0 ? inMethod(0) : between(0);
        } catch (StackOverflowError e) {
            sum += depth;
        }
        leaks |= Thread.holdsLock(this) || Thread.holdsLock(OverflowsAtOnce.class);
        for (Object lock : LOCKS) {
            leaks |= Thread.holdsLock(lock);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length == 0 ? 8 : Integer.parseInt(arguments[0]);
        for (int round = 0; round < rounds; round++) {
            OverflowsAtOnce[] programs = new OverflowsAtOnce[THREADS];
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                OverflowsAtOnce program = new OverflowsAtOnce();
                int kind = round + i;
                programs[i] = program;
                threads[i] = new Thread(null, () -> {
                    program.overflow(kind);
                    program.overflow(kind + 1);
                }, "small", 192 + 32 * (kind % 10) << 10);
                threads[i].start();
            }
            for (int i = 0; i < THREADS; i++) {
                threads[i].join();
                System.out.println(round + " " + i + " " + programs[i].depth + " " + programs[i].sum + " " + shared);
                if (programs[i].leaks) {
                    throw new IllegalStateException("a lock was not left");
                }
            }
        }
    }
}
