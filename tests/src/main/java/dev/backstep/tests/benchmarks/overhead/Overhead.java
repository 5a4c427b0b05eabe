package dev.backstep.tests.benchmarks.overhead;

import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.support.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Whole processes of each workload in each mode, the modes in turns. */
public final class Overhead implements Section {
    private static final int WARM_UP_PERCENT = 5;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "Recording and replaying whole programs";
    }

    @Override
    public String question() {
        return "How much slower is a program when it is recorded, how much is written, and how fast is it replayed?";
    }

    @Override
    public List<String> parts() {
        return Benchmark.all().stream().map(Benchmark::name).toList();
    }

    public static List<String> modes() {
        return Mode.names();
    }

    @Override
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        List<Mode> modes = chosen(options);
        for (Benchmark benchmark : Benchmark.all()) {
            boolean wanted = options.wants(name(), List.of(benchmark.name()));
            if (wanted && !keeper.has(benchmark.name())) {
                keeper.keep(benchmark.name(), measure(benchmark, modes, options, keeper).toMap());
            }
        }
    }

    private static List<Mode> chosen(BenchOptions options) {
        List<Mode> modes = new ArrayList<>(List.of(Mode.STOCK));
        (options.modes().isEmpty() ? Mode.names() : options.modes()).stream().map(Mode::of).filter(mode -> mode != Mode.STOCK).forEach(modes::add);
        if (modes.contains(Mode.REPLAY) && !modes.contains(Mode.RECORD)) {
            modes.add(1, Mode.RECORD);
        }
        modes.sort(Comparator.naturalOrder());
        return modes;
    }

    /** The modes in turns, so that what else the machine does hits all of them. The first process of each mode only warms the caches of the disk. */
    private static Row measure(Benchmark benchmark, List<Mode> modes, BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        Row row = new Row(benchmark);
        Scratch scratch = Scratch.of("benchmark-" + benchmark.name());
        for (int run = 0; run <= options.runCount(); run++) {
            Runner runner = new Runner(run == 0 ? Math.min(options.roundPercent(), WARM_UP_PERCENT) : options.roundPercent());
            keeper.progress(benchmark.name() + ", " + (run == 0 ? "warming up" : "run " + run + " of " + options.runCount()));
            for (Mode mode : modes) {
                if (row.failed(mode)) {
                    continue;
                }
                try {
                    Measurement measurement = runner.run(benchmark, mode, scratch);
                    if (run > 0) {
                        row.add(mode, measurement);
                    }
                } catch (IllegalStateException | AssertionError e) {
                    row.fail(mode, e.getMessage());
                }
            }
        }
        scratch.delete();
        return row;
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        return new OverheadText(rows(parts)).lines();
    }

    @Override
    public String picture(Map<String, Map<String, Object>> parts) {
        return parts.isEmpty() ? "" : new Plot(OverheadText.worstFirst(rows(parts))).svg();
    }

    private static List<Row> rows(Map<String, Map<String, Object>> parts) {
        return Benchmark.all().stream().filter(benchmark -> parts.containsKey(benchmark.name()))
                .map(benchmark -> Row.of(benchmark, parts.get(benchmark.name()))).toList();
    }
}
