package dev.backstep.tests.fuzz;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few random programs, recorded and replayed; {@code -Dbackstep.test.fuzz.seed=N -Dbackstep.test.fuzz.count=N} chooses others.
 */
class FuzzTest {
    static LongStream seeds() {
        long first = Long.getLong("backstep.test.fuzz.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("backstep.test.fuzz.count", 8));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void replaysExactly(long seed) throws IOException, InterruptedException {
        Fuzz.check(seed);
    }
}
