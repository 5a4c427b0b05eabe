package dev.backstep.tests.debuggees;

/** Synchronised methods and blocks: nested, recursive, left by exceptions, on classes, arrays and strings. */
@Debuggee
public final class Monitors {
    private static int shared;
    private int own;

    private Monitors() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Monitors monitors = new Monitors();
        int[] array = {0};
        Work.inThreads(4, index -> {
            for (int i = 0; i < 300; i++) {
                monitors.recursive(i % 5);
                onClass(index);
                synchronized (array) {
                    synchronized ("a constant") {
                        array[0]++;
                    }
                }
                try {
                    monitors.throwing(i);
                } catch (IllegalStateException e) {
                    Trace.add(Integer.parseInt(e.getMessage()));
                }
                Trace.add(Thread.holdsLock(monitors) ? 1 : 0);
            }
        });
        System.out.println(shared + " " + monitors.own + " " + array[0]);
        try {
            synchronized (monitors.nothing()) {
                System.out.println("never");
            }
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        Trace.print();
    }

    private Object nothing() {
        return null;
    }

    private synchronized void recursive(int depth) {
        own++;
        if (depth > 0) {
            recursive(depth - 1);
        }
    }

    private static synchronized void onClass(int index) {
        shared++;
        Trace.add(index);
    }

    private synchronized void throwing(int i) {
        if (i % 3 == 0) {
            throw new IllegalStateException(Integer.toString(i));
        }
    }
}
