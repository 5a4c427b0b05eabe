package dev.backstep.replay.travel;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * At which steps checkpoints are taken, and which are dropped.
 *
 * <p>On new ground one is taken as soon as the run since the last has taken much longer than a checkpoint takes. On the way back
 * to where the user was, each is taken half the way to there, because whoever steps back once will do it again. Those that are
 * kept lie the farther apart the farther they are from the user: exponentially, so that many steps need few.
 */
final class CheckpointPolicy {
    /** So many times as long as a checkpoint takes a run takes between two of them: they cost 3 %. */
    private static final int RUN_PER_CHECKPOINT = 33;
    /** Near the user they may cost more: he waits for a run of this length at most. */
    private static final long LEAST_RUN_NANOS = 20_000_000;
    /** How far a checkpoint may be from the next one, as a part of its distance to the user. */
    private static final double NEAREST_RATIO = 0.25;
    /** Before the first measurement. */
    private static final double USUAL_STEPS_PER_NANO = 0.01;
    private static final long USUAL_CHECKPOINT_NANOS = 30_000_000;

    private double stepsPerNano = USUAL_STEPS_PER_NANO;
    private double checkpointNanos = USUAL_CHECKPOINT_NANOS;
    private long user;

    /** The user stands here. */
    void standsAt(long step) {
        user = step;
    }

    /** A run has taken so long. */
    void ran(long steps, long nanos) {
        if (steps > 0 && nanos > 0) {
            stepsPerNano = average(stepsPerNano, (double) steps / nanos);
        }
    }

    /** A checkpoint has taken so long. */
    void taken(long nanos) {
        checkpointNanos = average(checkpointNanos, nanos);
    }

    private static double average(double before, double now) {
        return before * 0.7 + now * 0.3;
    }

    /** How long a run over so many steps takes. */
    double runNanos(long steps) {
        return steps / stepsPerNano;
    }

    /** The step where the next checkpoint after one at {@code step} should be taken by a run from there. */
    long next(long step) {
        long usual = step + Math.max(1, (long) (checkpointNanos * RUN_PER_CHECKPOINT * stepsPerNano));
        if (step >= user) {
            return usual;
        }
        long least = Math.max(1, (long) (LEAST_RUN_NANOS * stepsPerNano));
        return Math.min(usual, step + Math.max(least, (user - step) / 2));
    }

    /** Which of the steps with checkpoints lie too dense, in ascending order; neither the first nor the last is among them. */
    List<Long> tooDense(NavigableSet<Long> steps) {
        TreeSet<Long> kept = new TreeSet<>(steps);
        List<Long> result = new ArrayList<>();
        for (Long step : steps) {
            Long before = kept.lower(step);
            Long after = kept.higher(step);
            if (before != null && after != null && after - before < NEAREST_RATIO * Math.abs(user - step)) {
                kept.remove(step);
                result.add(step);
            }
        }
        return result;
    }

    /** The one whose loss costs the least, of more than one: it is a short way from the one before, and far from the user. */
    long leastUseful(NavigableSet<Long> steps) {
        long least = steps.last();
        double smallest = Double.MAX_VALUE;
        for (Long step : steps.tailSet(steps.first(), false)) {
            long longerWay = step - steps.lower(step);
            double cost = (double) longerWay / (1 + Math.abs(user - step));
            if (cost < smallest) {
                smallest = cost;
                least = step;
            }
        }
        return least;
    }
}
