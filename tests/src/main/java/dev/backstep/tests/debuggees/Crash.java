package dev.backstep.tests.debuggees;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Unsafe;

/**
 * Dies by a signal, in a thread of its own, while another one works: {@code abort} (SIGABRT from the C library),
 * {@code segv} (SIGSEGV inside the C library, which HotSpot makes a SIGABRT of), {@code raise} (SIGSEGV as the C library had it
 * before there was a JVM), {@code unsafe} (SIGSEGV in the VM), {@code kill} (SIGKILL). No debuggee of the
 * others, for it has no output to compare at its end.
 */
@SuppressWarnings("restricted")
public final class Crash {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int SIGSEGV = 11;
    private static final List<String> ORDERS = new ArrayList<>();

    private Crash() { }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), result == null
                ? FunctionDescriptor.ofVoid(parameters) : FunctionDescriptor.of(result, parameters));
    }

    private static void die(String way) throws Throwable {
        String lastOrder = ORDERS.getLast();
        System.out.println("dying by " + way + " after " + lastOrder);
        switch (way) {
            case "abort" -> function("abort", null).invokeExact();
            case "segv" -> System.out.println((long) function("strlen", ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)
                    .invokeExact(MemorySegment.ofAddress(16)));
            case "raise" -> {
                MethodHandle signal = function("signal", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
                MethodHandle raise = function("raise", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
                // Nothing between the two: the VM lives on its handler.
                long before = (long) signal.invokeExact(SIGSEGV, 0L);
                int failed = (int) raise.invokeExact(SIGSEGV);
                System.out.println(before + " " + failed);
            }
            case "unsafe" -> unsafe().putAddress(0, 42);
            case "kill" -> System.out.println((int) function("kill", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT).invokeExact((int) ProcessHandle.current().pid(), 9));
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static Unsafe unsafe() throws ReflectiveOperationException {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return (Unsafe) field.get(null);
    }

    public static void main(String[] arguments) throws Exception {
        Thread worker = Thread.ofPlatform().daemon().name("worker").start(() -> {
            for (long i = 0; ; i++) {
                synchronized (ORDERS) {
                    ORDERS.add("order " + i % 1000);
                    if (ORDERS.size() > 50_000) {
                        ORDERS.subList(0, 49_000).clear();
                    }
                }
            }
        });
        Thread.sleep(300);
        Thread victim = Thread.ofPlatform().name("victim").start(() -> {
            try {
                synchronized (ORDERS) {
                    die(arguments[0]);
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        victim.join();
        System.out.println("it lived; " + worker.getName());
    }
}
