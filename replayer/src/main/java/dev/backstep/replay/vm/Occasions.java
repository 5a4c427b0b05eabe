package dev.backstep.replay.vm;

import java.util.Set;

/**
 * Because of what a run is held at the next step.
 *
 * @param wanted          those that count
 * @param clockNanos      for CLOCK: recorded time, since recording began
 * @param tick            for TICKS; noticed at the end of a time slice
 * @param hooks           for NATIVE: numbers of natives
 * @param quietUntilNanos recorded time before which NATIVE and WRITE do not count
 */
public record Occasions(Set<Occasion> wanted, long clockNanos, long tick, Set<Integer> hooks, long quietUntilNanos) {
    public static final Occasions NONE = new Occasions(Set.of(), Long.MAX_VALUE, Long.MAX_VALUE, Set.of(), 0);

    public Occasions {
        wanted = Set.copyOf(wanted);
        hooks = Set.copyOf(hooks);
    }
}
