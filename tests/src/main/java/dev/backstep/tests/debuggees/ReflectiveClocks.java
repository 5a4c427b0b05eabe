package dev.backstep.tests.debuggees;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Clocks and hashes asked by method reference, reflection and method handle. */
@Debuggee
public final class ReflectiveClocks {
    private ReflectiveClocks() {
    }

    public static void main(String[] arguments) throws Throwable {
        LongSupplier reference = System::nanoTime;
        ToIntFunction<Object> hash = Object::hashCode;
        ToIntFunction<Object> identity = System::identityHashCode;
        System.out.println(reference.getAsLong() + " " + hash.applyAsInt(new Object()) + " " + identity.applyAsInt("x"));
        System.out.println(System.class.getMethod("nanoTime").invoke(null) + " " + System.class.getMethod("currentTimeMillis").invoke(null));
        System.out.println(Object.class.getMethod("hashCode").invoke(new Object()) + " " + Object.class.getMethod("toString").invoke(new Object()));
        MethodHandle nanoTime = MethodHandles.lookup().findStatic(System.class, "nanoTime", MethodType.methodType(long.class));
        System.out.println((long) nanoTime.invokeExact() + " " + nanoTime.invoke());
        MethodHandle sleep = MethodHandles.publicLookup().findStatic(Thread.class, "sleep", MethodType.methodType(void.class, long.class));
        sleep.invokeExact(1L);
        MethodHandle hashCode = MethodHandles.lookup().findVirtual(Object.class, "hashCode", MethodType.methodType(int.class));
        System.out.println((int) hashCode.invoke(new Object()));
        Runtime runtime = Runtime.getRuntime();
        System.out.println(Runtime.class.getMethod("freeMemory").invoke(runtime));
        Object lock = new Object();
        synchronized (lock) {
            Object.class.getMethod("wait", long.class).invoke(lock, 1L);
            Object.class.getMethod("notifyAll").invoke(lock);
        }
        Thread thread = new Thread(() -> System.out.println(System.nanoTime()));
        Thread.class.getMethod("start").invoke(thread);
        Thread.class.getMethod("join").invoke(thread);
    }
}
