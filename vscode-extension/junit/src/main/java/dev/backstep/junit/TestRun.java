package dev.backstep.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of one method and ends as a program does: with what the first failing one threw, else normally. Needs nothing but
 * the test's own class path and JUnit's launcher of the same version.
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

    static Outcome run(Class<?> type, String method) {
        // Methods of that name, whatever they take: parameters are the test engine's business.
        List<MethodSelector> selectors = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method) && !candidate.isSynthetic())
                .map((Method candidate) -> DiscoverySelectors.selectMethod(type, candidate))
                .toList();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        Outcome.Listener listener = new Outcome.Listener();
        LauncherFactory.create().execute(request, listener);
        return listener.outcome();
    }
}
