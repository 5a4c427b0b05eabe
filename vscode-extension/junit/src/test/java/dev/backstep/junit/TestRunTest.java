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
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

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

    /** Of JUnit 4, with a runner of its own. */
    @RunWith(Parameterized.class)
    public static final class OldSamples {
        private final int number;

        public OldSamples(int number) {
            this.number = number;
        }

        @Parameters
        public static Object[] numbers() {
            return new Object[] {1, 2, 3};
        }

        @org.junit.Test
        public void failsOnce() {
            if (number == 2) {
                throw BROKEN;
            }
        }

        @org.junit.Test
        public void failsNever() { }
    }

    @Test
    void testOfJUnit4RunsWithoutAnEngine() {
        assertEquals(new Outcome(3, Optional.empty()), TestRun.run(OldSamples.class, "failsNever"));
        assertEquals(new Outcome(3, Optional.of(BROKEN)), TestRun.run(OldSamples.class, "failsOnce"));
    }
}
