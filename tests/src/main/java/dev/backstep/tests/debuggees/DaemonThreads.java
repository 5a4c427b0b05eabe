package dev.backstep.tests.debuggees;

/** Daemon threads that print until the program ends under them. */
@Debuggee
public final class DaemonThreads {
    private static int shared;

    private DaemonThreads() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            int index = i;
            Thread.ofPlatform().daemon().name("daemon-" + i).start(() -> {
                while (true) {
                    if (shared++ % 100_000 == 0) {
                        System.out.println("daemon " + index + " " + shared);
                    }
                }
            });
        }
        Thread.sleep(20);
        System.out.println("main ends at " + shared);
    }
}
