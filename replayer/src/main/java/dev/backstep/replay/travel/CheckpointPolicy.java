package dev.backstep.replay.travel;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When checkpoints are taken, and which are dropped. Distances are those in time: how long a replay takes from one to the other.
 *
 * <p>On new ground one is taken as soon as the run since the last has taken much longer than a checkpoint takes. On the way back
 * to where the user was, each is taken half the way to there, because whoever steps back once will do it again. Those that are
 * kept lie the farther apart the farther they are from the user: exponentially, so that many steps need few.
 */
final class CheckpointPolicy {
    /** So many times as long as a checkpoint takes a run takes between two of them: they cost 3 %. */
    private static final int RUN_PER_CHECKPOINT = 33;
    /** Near the user they may cost more: he waits for a run of this length at most. */
    private static final double LEAST_RUN_NANOS = 20_000_000;
    /** How far a checkpoint may be from the next one, as a part of its distance to the user. */
    private static final double NEAREST_RATIO = 0.25;
    /** An estimated way may take so many times as long before it is cut. */
    private static final int PATIENCE = 2;
    /** Before the first measurement. */
    private static final double USUAL_CHECKPOINT_NANOS = 30_000_000;
    /** Before the first run over a ground: what a tick and an event cost at most, about. */
    private static final double NANOS_PER_TICK = 100;
    private static final double NANOS_PER_EVENT = 40_000;

    private final Pace pace = new Pace();
    private double checkpointNanos = USUAL_CHECKPOINT_NANOS;
    private long user;

    /** The user stands here. */
    void standsAt(long step) {
        user = step;
    }

    /** A run has taken so long. */
    void ran(long from, long to, long nanos) {
        pace.ran(from, to, nanos);
    }

    /** A checkpoint has taken so long. */
    void taken(long nanos) {
        checkpointNanos = checkpointNanos * 0.7 + nanos * 0.3;
    }

    /** About how long a run takes; where none has been, rather too much: who waits for a run does not know for how long. */
    double runNanos(Bases.Place from, Bases.Place to) {
        if (pace.knows(to.step())) {
            return pace.at(to.step()) - pace.at(from.step());
        }
        return Math.max((to.step() - from.step()) * Pace.USUAL_NANOS_PER_STEP,
                (to.tick() - from.tick()) * NANOS_PER_TICK + (to.event() - from.event()) * NANOS_PER_EVENT);
    }

    /** Where the next checkpoint after one at {@code step} should be taken by a run from there. */
    Bases.Visit next(long step) {
        double usual = checkpointNanos * RUN_PER_CHECKPOINT;
        double run = usual;
        if (step < user) {
            run = Math.min(usual, Math.max(LEAST_RUN_NANOS, (pace.at(user) - pace.at(step)) / 2));
        }
        long target = Math.max(step + 1, pace.stepAt(pace.at(step) + run));
        return new Bases.Visit(target, (long) Math.min(usual, run * PATIENCE));
    }

    /** Which of the steps with checkpoints lie too dense, in ascending order; neither the first nor the last is among them. */
    List<Long> tooDense(NavigableSet<Long> steps) {
        TreeSet<Long> kept = new TreeSet<>(steps);
        List<Long> result = new ArrayList<>();
        for (Long step : steps) {
            Long before = kept.lower(step);
            Long after = kept.higher(step);
            if (before != null && after != null && distance(before, after) < NEAREST_RATIO * distance(step, user)) {
                kept.remove(step);
                result.add(step);
            }
        }
        return result;
    }

    private double distance(long step, long other) {
        return Math.abs(pace.at(other) - pace.at(step));
    }

    /** The one whose loss costs the least, of more than one: it is a short way from the one before, and far from the user. */
    long leastUseful(NavigableSet<Long> steps) {
        long least = steps.last();
        double smallest = Double.MAX_VALUE;
        for (Long step : steps.tailSet(steps.first(), false)) {
            double cost = distance(steps.lower(step), step) / (1 + distance(step, user));
            if (cost < smallest) {
                smallest = cost;
                least = step;
            }
        }
        return least;
    }
}
