package dev.backstep.junit;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * How tests ended.
 *
 * @param tests that were run to their end
 * @param failure what was thrown first by one, or by what stands around it
 */
record Outcome(int tests, Optional<Throwable> failure) {
    /** Keeps what JUnit tells, from its thread. */
    static final class Listener implements TestExecutionListener {
        private int tests;
        private Throwable failure;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                tests++;
            }
            if (failure == null && result.getStatus() == Status.FAILED) {
                failure = result.getThrowable().orElseGet(() -> new AssertionError(test.getDisplayName() + " failed"));
            }
        }

        Outcome outcome() {
            return new Outcome(tests, Optional.ofNullable(failure));
        }
    }
}
