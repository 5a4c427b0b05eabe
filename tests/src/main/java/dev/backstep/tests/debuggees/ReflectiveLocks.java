package dev.backstep.tests.debuggees;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Whether a lock is held, asked by reflection, by a method handle and directly. */
@Debuggee(output = Debuggee.Output.SAME)
public final class ReflectiveLocks {
    private ReflectiveLocks() {
    }

    public static void main(String[] arguments) throws Throwable {
        Object lock = new Object();
        ask(lock);
        synchronized (lock) {
            ask(lock);
        }
        ask(lock);
    }

    private static void ask(Object lock) throws Throwable {
        Method method = Thread.class.getMethod("holdsLock", Object.class);
        MethodHandle handle = MethodHandles.lookup().findStatic(Thread.class, "holdsLock", MethodType.methodType(boolean.class, Object.class));
        System.out.println(method.invoke(null, lock) + " " + (boolean) handle.invokeExact(lock) + " " + Thread.holdsLock(lock));
    }
}
