package dev.backstep.tests.debuggees;

import java.util.concurrent.ThreadLocalRandom;

/** Values that belong to a thread, to its children, to a scope. */
@Debuggee
public final class ThreadLocals {
    private static final ThreadLocal<Long> BORN = ThreadLocal.withInitial(System::nanoTime);
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
    private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

    private ThreadLocals() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        INHERITED.set("from main");
        Work.inThreads(3, index -> {
            long born = BORN.get();
            Thread.yield();
            System.out.println(index + " " + (BORN.get() == born) + " " + born + " " + INHERITED.get() + " " + SCOPED.isBound());
            INHERITED.set("from " + index);
            ScopedValue.where(SCOPED, "scope " + index).run(() -> {
                System.out.println(SCOPED.get());
                ScopedValue.where(SCOPED, "inner " + index).run(() -> System.out.println(SCOPED.get()));
                System.out.println(SCOPED.orElse("none"));
            });
            BORN.remove();
            Trace.add(BORN.get() + ThreadLocalRandom.current().nextLong());
        });
        System.out.println(INHERITED.get());
        Trace.print();
    }
}
