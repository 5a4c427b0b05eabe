package dev.backstep.tests.debuggees;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Whether a lock is held, asked by reflection, by a method handle and from a subclass of Thread. */
@Debuggee(output = Debuggee.Output.SAME)
public final class ReflectiveLocks {
    private static final class Asking extends Thread {
        private final Object lock;

        Asking(Object lock) {
            this.lock = lock;
        }

        @Override
        public void run() {
            System.out.println("in a thread " + holdsLock(lock));
            synchronized (lock) {
                System.out.println("in a thread " + holdsLock(lock));
            }
        }
    }

    private ReflectiveLocks() {
    }

    public static void main(String[] arguments) throws Throwable {
        Object lock = new Object();
        ask(lock);
        synchronized (lock) {
            ask(lock);
        }
        ask(lock);
        Thread asking = new Asking(lock);
        asking.start();
        asking.join();
    }

    private static void ask(Object lock) throws Throwable {
        Method method = Thread.class.getMethod("holdsLock", Object.class);
        MethodHandle handle = MethodHandles.lookup().findStatic(Thread.class, "holdsLock", MethodType.methodType(boolean.class, Object.class));
        System.out.println(method.invoke(null, lock) + " " + (boolean) handle.invokeExact(lock) + " " + Thread.holdsLock(lock));
    }
}
