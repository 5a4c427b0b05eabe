package dev.backstep.tests.debuggees;

/** The classic, and its broken sister that checks once. */
@Debuggee
public final class DoubleCheckedLocking {
    private static DoubleCheckedLocking good;
    private static DoubleCheckedLocking bad;
    private static int created;
    private final int number;

    private DoubleCheckedLocking(int number) {
        this.number = number;
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            good = null;
            bad = null;
            Work.inThreads(3, _ -> Trace.add(good().number * 100L + bad().number));
        }
        System.out.println(created + " created for 400");
        Trace.print();
    }

    private static DoubleCheckedLocking good() {
        if (good == null) {
            synchronized (DoubleCheckedLocking.class) {
                if (good == null) {
                    good = new DoubleCheckedLocking(created++);
                }
            }
        }
        return good;
    }

    private static DoubleCheckedLocking bad() {
        if (bad == null) {
            DoubleCheckedLocking made = new DoubleCheckedLocking(created++);
            Thread.yield();
            bad = made;
        }
        return bad;
    }
}
