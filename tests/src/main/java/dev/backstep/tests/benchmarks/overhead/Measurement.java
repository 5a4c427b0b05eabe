package dev.backstep.tests.benchmarks.overhead;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process.
 *
 * @param wholeNanos from its start to its end
 * @param programNanos of a recording: from the start of the recorded JVM to its end, without the start and end of the command around it;
 *     else as wholeNanos
 * @param steadyNanos median round when most is compiled; 0 if there are no rounds
 * @param processorNanos of the program, all threads; 0 if it does not say
 * @param peakBytes largest memory of the program; 0 if it does not say
 * @param logBytes written by a recording, else 0
 * @param fileBytes size of a recording, else 0
 * @param requestsPerSecond of a server, else 0
 * @param slowNanos of a server: the time that 99 of 100 requests do not need, else 0
 */
record Measurement(long wholeNanos, long programNanos, long steadyNanos, long processorNanos, long peakBytes, long logBytes, long fileBytes,
        long requestsPerSecond, long slowNanos) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wholeNanos", wholeNanos);
        map.put("programNanos", programNanos);
        map.put("steadyNanos", steadyNanos);
        map.put("processorNanos", processorNanos);
        map.put("peakBytes", peakBytes);
        map.put("logBytes", logBytes);
        map.put("fileBytes", fileBytes);
        map.put("requestsPerSecond", requestsPerSecond);
        map.put("slowNanos", slowNanos);
        return map;
    }

    static Measurement of(Map<String, ?> map) {
        return new Measurement(number(map, "wholeNanos"), number(map, "programNanos"), number(map, "steadyNanos"), number(map, "processorNanos"),
                number(map, "peakBytes"), number(map, "logBytes"), number(map, "fileBytes"), number(map, "requestsPerSecond"), number(map, "slowNanos"));
    }

    private static long number(Map<String, ?> map, String name) {
        return ((Number) map.get(name)).longValue();
    }

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
