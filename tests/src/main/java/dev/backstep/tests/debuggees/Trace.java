package dev.backstep.tests.debuggees;

/**
 * What several threads did, in the order in which they did it: a digest over values and threads. Not synchronised on purpose, so that
 * it adds no order of its own and loses updates like everything else here.
 */
final class Trace {
    private static long digest = 1;
    private static int stepCount;

    private Trace() {
    }

    static void add(long value) {
        digest = digest * 1_000_003 + value * 31 + Thread.currentThread().threadId();
        stepCount++;
    }

    static void print() {
        System.out.println("trace " + Long.toHexString(digest) + " of " + stepCount + " steps");
    }
}
