package dev.backstep.tests.debuggees;

/** Ends without hooks. */
@Debuggee(exitCode = 5)
public final class HaltFromThread {
    private static int shared;

    private HaltFromThread() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("never")));
        Work.inThreads(2, index -> {
            while (shared++ < 50_000) {
                Trace.add(shared);
            }
            Trace.print();
            Runtime.getRuntime().halt(5);
        });
    }
}
