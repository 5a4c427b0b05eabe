package dev.backstep.tests.debuggees;

/** Two thousand short threads, one after the other and many at a time. */
@Debuggee
public final class GeneratedThreads {
    private static int shared;

    private GeneratedThreads() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int round = 0; round < 40; round++) {
            Work.inThreads(50, index -> {
                int seen = shared;
                if (index % 5 == 0) {
                    Thread.yield();
                }
                shared = seen + 1;
                Trace.add(index);
            });
        }
        System.out.println(shared + " of 2000");
        Trace.print();
    }
}
