package dev.backstep.tests.debuggees;

/** One of several threads ends the program in the middle of the others' work. */
@Debuggee(exitCode = 17)
public final class ExitFromThread {
    private static int shared;

    private ExitFromThread() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook " + shared)));
        Work.inThreads(3, index -> {
            for (int i = 0;; i++) {
                shared++;
                if (index == 1 && i == 30_000) {
                    System.out.println("exit at " + shared);
                    System.exit(17);
                }
            }
        });
    }
}
