package dev.backstep.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRunTest {
    private static final IllegalStateException BROKEN = new IllegalStateException("broken");

    /** Not found by the build, which looks for names that end in Test. */
    static final class Samples {
        @Test
        void passes(TestInfo info) {
            assertTrue(info.getTestMethod().isPresent());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void failsOnce(int number) {
            if (number == 2) {
                throw BROKEN;
            }
        }

        @Test
        @Disabled("an example")
        void isDisabled() { }
    }

    @Test
    void passingTestEndsNormally() {
        assertEquals(new Outcome(1, Optional.empty()), TestRun.run(Samples.class, "passes"));
    }

    @Test
    void whatTheTestThrewIsThrownOn() {
        Throwable thrown = assertThrows(Throwable.class, () -> TestRun.main(new String[] {Samples.class.getName(), "failsOnce"}));
        assertSame(BROKEN, thrown);
    }

    @Test
    void eachInvocationIsCounted() {
        assertEquals(3, TestRun.run(Samples.class, "failsOnce").tests());
    }

    @Test
    void disabledTestIsNotRun() {
        assertEquals(new Outcome(0, Optional.empty()), TestRun.run(Samples.class, "isDisabled"));
    }
}
