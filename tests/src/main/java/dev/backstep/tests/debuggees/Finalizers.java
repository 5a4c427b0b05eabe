package dev.backstep.tests.debuggees;

/** Objects with finalizers, one of which comes back to life. */
@Debuggee
@SuppressWarnings({"removal", "deprecation"})
public final class Finalizers {
    private static volatile int finalized;
    private static volatile Finalizers revived;
    private final int number;

    private Finalizers(int number) {
        this.number = number;
    }

    @Override
    protected void finalize() {
        Trace.add(number);
        finalized++;
        if (number == 7) {
            revived = this;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            new Finalizers(i);
        }
        while (finalized < 20) {
            System.gc();
            System.runFinalization();
            Thread.sleep(1);
        }
        System.out.println(finalized + " " + revived.number);
        Trace.print();
    }
}
