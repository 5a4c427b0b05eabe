package dev.backstep.replay.travel;

import java.util.Map;
import java.util.TreeMap;

/**
 * How long a replay takes from its first step to others. Steps say little about that: a program that computes does a million in the
 * time in which a server does one, because most of what it does is not its own code. So it is measured, wherever a run has been.
 */
final class Pace {
    /** Before the first measurement. */
    static final double USUAL_NANOS_PER_STEP = 100;
    /** Places that are closer than this in time are not told apart. */
    private static final double LEAST_NANOS = 5_000_000;

    /** Nanoseconds of replay by step, ascending in both. */
    private final TreeMap<Long, Double> known = new TreeMap<>(Map.of(0L, 0.0));

    /** A run has taken so long. */
    void ran(long from, long to, double nanos) {
        if (to <= from) {
            return;
        }
        double arrived = at(from) + nanos;
        if (to > known.lastKey()) {
            if (from > known.lastKey()) {
                known.put(from, at(from));
            }
            known.put(to, Math.max(arrived, known.lastEntry().getValue()));
            return;
        }
        double before = known.floorEntry(to).getValue();
        double after = known.ceilingEntry(to).getValue();
        if (arrived > before + LEAST_NANOS && arrived < after - LEAST_NANOS) {
            known.put(to, arrived);
        }
    }

    /** Whether a run has been there, or behind it. */
    boolean knows(long step) {
        return step <= known.lastKey();
    }

    /** @return nanoseconds of replay before a step, estimated between those where runs have been and behind them */
    double at(long step) {
        Map.Entry<Long, Double> before = known.floorEntry(step);
        if (before == null) {
            return 0;
        }
        Map.Entry<Long, Double> after = known.higherEntry(step);
        double nanosPerStep = after == null ? usual() : perStep(before, after);
        return before.getValue() + (step - before.getKey()) * nanosPerStep;
    }

    /** @return the step that comes after so many nanoseconds of replay */
    long stepAt(double nanos) {
        Map.Entry<Long, Double> before = known.firstEntry();
        for (Map.Entry<Long, Double> after : known.tailMap(before.getKey(), false).entrySet()) {
            if (after.getValue() > nanos) {
                return before.getKey() + (long) ((nanos - before.getValue()) / perStep(before, after));
            }
            before = after;
        }
        return before.getKey() + (long) ((nanos - before.getValue()) / usual());
    }

    private static double perStep(Map.Entry<Long, Double> before, Map.Entry<Long, Double> after) {
        return (after.getValue() - before.getValue()) / (after.getKey() - before.getKey());
    }

    /** Nanoseconds for a step, on the average. */
    private double usual() {
        Map.Entry<Long, Double> last = known.lastEntry();
        return last.getValue() == 0 ? USUAL_NANOS_PER_STEP : last.getValue() / last.getKey();
    }
}
