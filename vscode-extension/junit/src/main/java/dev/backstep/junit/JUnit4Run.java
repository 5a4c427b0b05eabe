package dev.backstep.junit;

import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;

/** Runs a method by JUnit 4 alone. */
final class JUnit4Run {
    private JUnit4Run() { }

    static Outcome run(Class<?> type, String method) {
        Result result = new JUnitCore().run(Request.aClass(type).filterWith(new Named(method)));
        return new Outcome(result.getRunCount(), result.getFailures().stream().findFirst().map(Failure::getException));
    }

    /** Tests of one method: a runner with parameters names them {@code method[0]} and so on. */
    private static final class Named extends Filter {
        private final String method;

        Named(String method) {
            this.method = method;
        }

        @Override
        public boolean shouldRun(Description description) {
            String name = description.getMethodName();
            return name == null ? description.getChildren().stream().anyMatch(this::shouldRun) : name.equals(method) || name.startsWith(method + "[");
        }

        @Override
        public String describe() {
            return "the tests of " + method;
        }
    }
}
