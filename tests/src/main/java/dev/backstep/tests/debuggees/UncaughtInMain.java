package dev.backstep.tests.debuggees;

/** Main ends with an exception while another thread goes on. */
@Debuggee(exitCode = 1)
public final class UncaughtInMain {
    private UncaughtInMain() {
    }

    public static void main(String[] arguments) {
        Work.start("other", () -> {
            Thread.sleep(10);
            System.out.println("the other one ends at " + System.nanoTime());
        });
        throw new IllegalArgumentException("thrown by main", new RuntimeException("with a cause"));
    }
}
