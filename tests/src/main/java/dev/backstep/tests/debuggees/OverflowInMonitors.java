package dev.backstep.tests.debuggees;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Stacks that overflow while they hold many monitors, of blocks in blocks, of methods and blocks in turn, and of the JDK: all must be left. */
@Debuggee
public final class OverflowInMonitors {
    private static final Object[] LOCKS = new Object[8];
    private static int depth;
    private static long sum;
    private boolean leaks;
    private final Object own = new Object();
    private final Map<Integer, Object> guarded = Collections.synchronizedMap(new HashMap<>());

    private OverflowInMonitors() {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new Object();
        }
    }

    private int blocksInBlocks(int level) {
        synchronized (LOCKS[level % LOCKS.length]) {
            synchronized (own) {
                depth = level;
                int below = blocksInBlocks(level + 1);
                sum += below;
                return below;
            }
        }
    }

    private synchronized int inMethod(int level) {
        depth = level;
        int below = inBlock(level + 1);
        sum += below;
        return below;
    }

    private int inBlock(int level) {
        synchronized (LOCKS[level % LOCKS.length]) {
            depth = level;
            int below = inMethod(level + 1);
            sum += below + 1;
            return below;
        }
    }

    /** The monitor is one of the JDK, and so is its handler. */
    private int ofJdk(int level) {
        depth = level;
        return (int) guarded.computeIfAbsent(level, key -> ofJdk(key + 1) + 1);
    }

    private void overflow(int kind) {
        try {
            switch (kind % 3) {
                case 0 -> inMethod(0);
                case 1 -> blocksInBlocks(0);
                default -> ofJdk(0);
            }
            System.out.println(kind + " ends");
        } catch (StackOverflowError e) {
            System.out.println(kind + " " + depth + " " + sum);
        }
        leaks |= holdsAny();
    }

    private boolean holdsAny() {
        boolean any = Thread.holdsLock(this) || Thread.holdsLock(own) || Thread.holdsLock(guarded);
        for (Object lock : LOCKS) {
            any |= Thread.holdsLock(lock);
        }
        return any;
    }

    public static void main(String[] arguments) throws InterruptedException {
        OverflowInMonitors program = new OverflowInMonitors();
        int rounds = arguments.length == 0 ? 12 : Integer.parseInt(arguments[0]);
        for (int round = 0; round < rounds; round++) {
            int kind = round;
            Thread thread = new Thread(null, () -> program.overflow(kind), "small", 192 + 32 * (kind % 10) << 10);
            thread.start();
            thread.join();
        }
        if (program.leaks) {
            throw new IllegalStateException("a lock was not left");
        }
    }
}
