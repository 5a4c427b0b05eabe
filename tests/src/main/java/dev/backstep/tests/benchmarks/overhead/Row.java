package dev.backstep.tests.benchmarks.overhead;

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

    /** Whether there is something to compare. */
    boolean has(Mode mode) {
        return measurements.containsKey(mode) && !failed(mode) && measurements.containsKey(Mode.STOCK) && !failed(Mode.STOCK);
    }

    double stockSeconds() {
        return median(Mode.STOCK, Measurement::wholeNanos) / 1e9;
    }

    /** Whole process against the stock process of the same turn, for each turn. */
    double[] wholeRatios(Mode mode) {
        return ratios(mode, Measurement::wholeNanos);
    }

    /** The recorded program alone against the stock process. */
    double[] programRatios(Mode mode) {
        return ratios(mode, Measurement::programNanos);
    }

    /** Processor time of the program alone. @return NaN if it does not say */
    double processorRatio(Mode mode) {
        return medianRatio(mode, Measurement::processorNanos);
    }

    /** Compiled code against compiled code. @return NaN if the benchmark has no rounds */
    double steadyRatio(Mode mode) {
        return medianRatio(mode, Measurement::steadyNanos);
    }

    /** Largest memory. @return NaN if the program does not say */
    double memoryRatio(Mode mode) {
        return medianRatio(mode, Measurement::peakBytes);
    }

    /** Median of the ratios of each turn, so that what disturbs a turn disturbs both sides of one ratio. */
    private double medianRatio(Mode mode, ToLongFunction<Measurement> figure) {
        return measurements.get(Mode.STOCK).stream().anyMatch(each -> figure.applyAsLong(each) == 0) ? Double.NaN : Measurement.median(ratios(mode, figure, figure));
    }

    private double[] ratios(Mode mode, ToLongFunction<Measurement> nanos) {
        return ratios(mode, nanos, Measurement::wholeNanos);
    }

    private double[] ratios(Mode mode, ToLongFunction<Measurement> figure, ToLongFunction<Measurement> stockFigure) {
        List<Measurement> stock = measurements.get(Mode.STOCK);
        List<Measurement> other = measurements.get(mode);
        double[] ratios = new double[Math.min(stock.size(), other.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (double) figure.applyAsLong(other.get(i)) / stockFigure.applyAsLong(stock.get(i));
        }
        return ratios;
    }

    /** Median of a figure in one mode. */
    double median(Mode mode, ToLongFunction<Measurement> figure) {
        return Measurement.median(measurements.get(mode).stream().mapToDouble(figure::applyAsLong).toArray());
    }

    double logBytesPerSecond() {
        return Measurement.median(measurements.get(Mode.RECORD).stream().mapToDouble(each -> each.logBytes() / (each.programNanos() / 1e9)).toArray());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        measurements.forEach((mode, list) -> map.put(mode.toString(), list.stream().map(Measurement::toMap).toList()));
        Map<String, String> failed = new LinkedHashMap<>();
        failures.forEach((mode, problem) -> failed.put(mode.toString(), problem));
        map.put("failed", failed);
        return map;
    }

    /** Of what {@link #toMap} made. */
    @SuppressWarnings("unchecked")
    static Row of(Benchmark benchmark, Map<String, Object> map) {
        Row row = new Row(benchmark);
        for (Mode mode : Mode.values()) {
            if (map.get(mode.toString()) instanceof List<?> list) {
                list.forEach(each -> row.add(mode, Measurement.of((Map<String, ?>) each)));
            }
        }
        ((Map<String, String>) map.get("failed")).forEach((mode, problem) -> row.fail(Mode.of(mode), problem));
        return row;
    }
}
