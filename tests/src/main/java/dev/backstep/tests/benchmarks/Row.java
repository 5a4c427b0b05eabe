package dev.backstep.tests.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** All measurements of one benchmark. The n-th ones of all modes were made one after the other, so they are compared with each other. */
final class Row {
    private final Benchmark benchmark;
    private final Map<Mode, List<Measurement>> measurements = new EnumMap<>(Mode.class);
    private final Map<Mode, String> failures = new EnumMap<>(Mode.class);

    Row(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    Benchmark benchmark() {
        return benchmark;
    }

    void add(Mode mode, Measurement measurement) {
        measurements.computeIfAbsent(mode, _ -> new ArrayList<>()).add(measurement);
    }

    void fail(Mode mode, String problem) {
        failures.put(mode, problem);
    }

    boolean failed(Mode mode) {
        return failures.containsKey(mode);
    }

    Map<Mode, String> failures() {
        return failures;
    }

    boolean has(Mode mode) {
        return measurements.containsKey(mode) && !failed(mode);
    }

    double stockSeconds() {
        return Measurement.median(measurements.get(Mode.STOCK).stream().mapToDouble(each -> each.wholeNanos() / 1e9).toArray());
    }

    /** Whole process against the stock process of the same turn, for each turn. */
    double[] wholeRatios(Mode mode) {
        return ratios(mode, Measurement::wholeNanos);
    }

    /** The recorded program alone against the stock process. */
    double programRatio() {
        return Measurement.median(ratios(Mode.RECORD, Measurement::programNanos));
    }

    private double[] ratios(Mode mode, ToLongFunction<Measurement> nanos) {
        List<Measurement> stock = measurements.get(Mode.STOCK);
        List<Measurement> other = measurements.get(mode);
        double[] ratios = new double[Math.min(stock.size(), other.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (double) nanos.applyAsLong(other.get(i)) / stock.get(i).wholeNanos();
        }
        return ratios;
    }

    /** Processor time of the program alone. @return NaN if it does not say */
    double processorRatio(Mode mode) {
        return medianRatio(mode, Measurement::processorNanos);
    }

    /** Largest memory. @return NaN if the program does not say */
    double memoryRatio(Mode mode) {
        return medianRatio(mode, Measurement::peakBytes);
    }

    private double medianRatio(Mode mode, ToLongFunction<Measurement> figure) {
        double stock = median(Mode.STOCK, figure);
        return stock == 0 ? Double.NaN : median(mode, figure) / stock;
    }

    /** Median of a figure in one mode. */
    double median(Mode mode, ToLongFunction<Measurement> figure) {
        return Measurement.median(measurements.get(mode).stream().mapToDouble(figure::applyAsLong).toArray());
    }

    /** Compiled code against compiled code. @return NaN if the benchmark has no rounds */
    double steadyRatio(Mode mode) {
        double stock = steadyNanos(Mode.STOCK);
        return stock == 0 ? Double.NaN : steadyNanos(mode) / stock;
    }

    private double steadyNanos(Mode mode) {
        return Measurement.median(measurements.get(mode).stream().mapToDouble(Measurement::steadyNanos).toArray());
    }

    double logBytesPerSecond() {
        return Measurement.median(measurements.get(Mode.RECORD).stream().mapToDouble(each -> each.logBytes() / (each.programNanos() / 1e9)).toArray());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", benchmark.name());
        json.put("group", benchmark.group().name());
        measurements.forEach((mode, list) -> json.put(mode.toString(), list.stream().map(Row::toJson).toList()));
        failures.forEach((mode, problem) -> json.put(mode + "-failed", problem));
        return json;
    }

    private static Map<String, Object> toJson(Measurement each) {
        return Map.of("wholeNanos", each.wholeNanos(), "programNanos", each.programNanos(), "steadyNanos", each.steadyNanos(), "processorNanos",
                each.processorNanos(), "peakBytes", each.peakBytes(), "logBytes", each.logBytes(), "fileBytes", each.fileBytes(), "requestsPerSecond",
                each.requestsPerSecond(), "slowNanos", each.slowNanos());
    }
}
