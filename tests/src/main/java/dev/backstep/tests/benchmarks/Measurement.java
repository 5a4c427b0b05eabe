package dev.backstep.tests.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * One process.
 *
 * @param wholeNanos from its start to its end
 * @param programNanos of a recording: from the start of the recorded JVM to its end, without the start and end of the command around it;
 *     else as wholeNanos
 * @param steadyNanos median round when most is compiled; 0 if there are no rounds
 * @param logBytes written by a recording, else 0
 */
record Measurement(long wholeNanos, long programNanos, long steadyNanos, long logBytes) {
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
