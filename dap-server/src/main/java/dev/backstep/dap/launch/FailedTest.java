package dev.backstep.dap.launch;

import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import java.util.List;
import java.util.Optional;

/**
 * Where a recorded test failed. Its runner catches what the test threw and ends with it, so the program fails at the end of the runner;
 * what a person wants to see is where the test threw it.
 */
final class FailedTest {
    /** Of the extension's module junit. */
    static final String RUNNER = "dev.backstep.junit.TestRun";
    private static final int MOST = 100_000;
    /** What throws on behalf of a test: there is nothing to be seen in it. */
    private static final List<String> ASSERTIONS = List.of("org.junit.", "junit.", "org.opentest4j.", "org.assertj.", "org.hamcrest.",
            "com.google.common.truth.", "org.mockito.");
    private static final int DEEPEST = 50;

    private FailedTest() { }

    /** @return what the test threw; empty if no test was recorded, or none failed */
    static Optional<ThrownException> thrown(ReplaySession session) {
        if (!session.metadata().target().name().equals(RUNNER)) {
            return Optional.empty();
        }
        List<ThrownException> all = session.queries().exceptions(0, MOST);
        return all.stream().filter(each -> !each.caught() && each.location().className().equals(RUNNER)).findFirst()
                .flatMap(end -> all.stream().filter(each -> isSame(each, end)).findFirst());
    }

    private static boolean isSame(ThrownException one, ThrownException other) {
        return one.className().equals(other.className()) && one.message().equals(other.message());
    }

    /** Goes back to where the test called the assertion that failed, if the session stands in one. */
    static void leaveAssertion(ReplaySession session) {
        for (int depth = 0; depth < DEEPEST && isAssertion(session.stop()); depth++) {
            Stop inside = session.stop();
            if (session.motions().step(StepKind.OUT, Direction.BACKWARD, inside.thread()).position().equals(inside.position())) {
                return;
            }
        }
    }

    private static boolean isAssertion(Stop stop) {
        return stop.location().filter(at -> ASSERTIONS.stream().anyMatch(at.className()::startsWith)).isPresent();
    }
}
