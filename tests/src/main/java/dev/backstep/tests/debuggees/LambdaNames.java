package dev.backstep.tests.debuggees;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Names of classes that are made while the program runs: lambdas, proxies, hidden classes. */
@Debuggee
public final class LambdaNames {
    private LambdaNames() {
    }

    public static void main(String[] arguments) throws Exception {
        int captured = arguments.length;
        Supplier<String> simple = () -> "x";
        IntSupplier capturing = () -> captured;
        Supplier<Thread> reference = Thread::currentThread;
        System.out.println(simple.getClass() + " " + capturing.getClass().getName() + " " + reference.getClass().getSimpleName());
        System.out.println(simple + " " + capturing.hashCode() + " " + simple.getClass().hashCode());
        Object proxy = Proxy.newProxyInstance(LambdaNames.class.getClassLoader(), new Class<?>[] {Runnable.class, Comparable.class},
                (_, method, _) -> method.getName().equals("toString") ? "proxy" : null);
        System.out.println(proxy + " " + proxy.getClass().getName());
        byte[] bytes;
        try (var in = LambdaNames.class.getResourceAsStream("LambdaNames$Hidden.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
        System.out.println(hidden.getName() + " " + hidden.isHidden() + " " + hidden.getDeclaredConstructor().newInstance());
        new Thread(() -> System.out.println(new Exception().getStackTrace()[0])).start();
    }

    /** Defined once more as a hidden class. */
    static final class Hidden {
        Hidden() {
        }
    }
}
