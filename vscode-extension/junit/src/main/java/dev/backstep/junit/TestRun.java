package dev.backstep.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the tests of one method and ends as a program does: with what the first failing one threw, else normally. Needs nothing but
 * the test's own class path and, for JUnit 5, its launcher of the same version.
 */
public final class TestRun {
    private static final int NOTHING_RUN = 2;

    private TestRun() { }

    /**
     * @param arguments the binary name of the class, and the name of the method
     * @throws Throwable what the first test threw that failed
     */
    public static void main(String[] arguments) throws Throwable {
        if (arguments.length != 2) {
            System.err.println("usage: TestRun CLASS METHOD");
            System.exit(NOTHING_RUN);
        }
        Outcome outcome = run(Class.forName(arguments[0]), arguments[1]);
        if (outcome.failure().isPresent()) {
            throw outcome.failure().get();
        }
        if (outcome.tests() == 0) {
            System.err.println("JUnit ran no test: its engine for " + arguments[0] + " is not on the class path, or the test is disabled");
            System.exit(NOTHING_RUN);
        }
        System.out.println(outcome.tests() == 1 ? "the test passed" : outcome.tests() + " tests passed");
    }

    /** By what the test is written for: tests of JUnit 4 need no engine of JUnit 5. */
    static Outcome run(Class<?> type, String method) {
        List<Method> methods = Arrays.stream(type.getDeclaredMethods()).filter(each -> each.getName().equals(method) && !each.isSynthetic()).toList();
        return methods.stream().anyMatch(TestRun::isOfJUnit4) ? JUnit4Run.run(type, method) : PlatformRun.run(type, methods);
    }

    private static boolean isOfJUnit4(Method method) {
        return Arrays.stream(method.getAnnotations()).anyMatch(each -> each.annotationType().getName().equals("org.junit.Test"));
    }
}
