package dev.backstep.tests.debuggees;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/** The order of methods that reflection gives, which the VM leaves open; and modifiers, which must be the true ones. */
@Debuggee
public final class ReflectionOrder {
    private ReflectionOrder() {
    }

    private ReflectionOrder(int number) {
        this();
        System.out.println(number);
    }

    public static void main(String[] arguments) {
        for (Class<?> type : new Class<?>[] {ReflectionOrder.class, Thread.class, java.util.HashMap.class, Runnable.class}) {
            for (Method method : type.getDeclaredMethods()) {
                System.out.println(Modifier.toString(method.getModifiers()) + " " + method.getName() + " " + Arrays.toString(method.getParameterTypes()));
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                System.out.println(constructor);
            }
            for (Field field : type.getDeclaredFields()) {
                System.out.println(field);
            }
        }
        System.out.println(Arrays.toString(ReflectionOrder.class.getMethods()));
    }

    static synchronized void locked() {
    }
}
