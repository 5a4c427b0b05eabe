package dev.backstep.tests.debuggees;

/** Spins on a field that is not volatile. A compiler may read it once; under a scheduler by ticks the loop must still end. */
@Debuggee
public final class SpinOnPlainField {
    private static boolean stop;

    private SpinOnPlainField() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread spinner = new Thread(() -> {
            long turns = 0;
            while (!stop) {
                turns++;
                if (turns > 3_000_000_000L) {
                    System.out.println("the compiler took the read out of the loop");
                    return;
                }
            }
            System.out.println("stopped after " + turns);
        });
        spinner.start();
        Thread.sleep(2);
        stop = true;
        spinner.join();
    }
}
