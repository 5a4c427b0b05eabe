package dev.backstep.replay.query;

/** Where the counts of steps, ticks and events stood at moments of the replay. All ascend. */
final class Milestones {
    private final LongArray steps = new LongArray();
    private final LongArray ticks = new LongArray();
    private final LongArray events = new LongArray();

    void add(long step, long ticksSince, long event) {
        ticks.add(lastTick() + ticksSince);
        steps.add(step);
        events.add(event);
    }

    long lastStep() {
        return steps.isEmpty() ? 0 : steps.last();
    }

    long lastTick() {
        return ticks.isEmpty() ? 0 : ticks.last();
    }

    long lastEvent() {
        return events.isEmpty() ? 0 : events.last();
    }

    /** The last known step that was reached before or with a count of ticks. */
    long stepBeforeTick(long tick) {
        return before(ticks.upperBound(tick));
    }

    long stepBeforeEvent(long event) {
        return before(events.upperBound(event));
    }

    /** The first known step that was reached at or after a count of ticks; the last of all if there is none. */
    long stepAfterTick(long tick) {
        int after = ticks.upperBound(tick - 1);
        return after < steps.size() ? steps.get(after) : lastStep();
    }

    private long before(int index) {
        return index == 0 ? 0 : steps.get(index - 1);
    }
}
