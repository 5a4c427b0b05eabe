package dev.backstep.tests.debuggees;

/** Classes that several threads want to initialise at the same moment, slowly, in each other's way, or in vain. */
@Debuggee
public final class ClassInitialisation {
    private static volatile int order;

    private ClassInitialisation() {
    }

    private static final class Slow {
        static final int PLACE;

        static {
            int sum = 0;
            for (int i = 0; i < 50_000; i++) {
                sum += i % 7;
            }
            synchronized (ClassInitialisation.class) {
                sum++;
            }
            PLACE = ++order + sum * 0;
        }
    }

    private static final class Sleepy {
        static final long BORN;

        static {
            try {
                Thread.sleep(3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            BORN = System.nanoTime();
        }
    }

    private static final class Parent {
        static final int PLACE = ++order;
        static final int CHILD = Child.PLACE;
    }

    private static final class Child {
        static final int PLACE = ++order;
    }

    private static final class Failing {
        static final int NEVER = fail();

        private static int fail() {
            throw new IllegalStateException("attempt in " + Thread.currentThread().getName());
        }
    }

    private static final class InThread {
        static int value;

        static {
            Thread thread = new Thread(ClassInitialisation::elsewhere); // a lambda in here would wait for this very initialiser
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = 8;
        }
    }

    private static void elsewhere() {
        Trace.add(7);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Work.inThreads(6, index -> {
            Trace.add(Slow.PLACE);
            Trace.add(Sleepy.BORN);
            Trace.add(index % 2 == 0 ? Parent.CHILD : Child.PLACE);
            try {
                Trace.add(Failing.NEVER);
            } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
                System.out.println(index + " " + e + " " + e.getCause());
            }
            Trace.add(InThread.value);
        });
        System.out.println(order + " " + Parent.PLACE);
        Trace.print();
    }
}
