package dev.backstep.replay.query;

/** Which step of which thread met an event of the log; in the order of events, not all of them. */
final class EventSteps {
    private final LongArray steps = new LongArray();
    private final LongArray threads = new LongArray();
    private final LongArray events = new LongArray();

    void add(long step, int thread, long event) {
        steps.add(step);
        threads.add(thread);
        events.add(event);
    }

    int size() {
        return events.size();
    }

    long event(int index) {
        return events.get(index);
    }

    long step(int index) {
        return steps.get(index);
    }

    int thread(int index) {
        return (int) threads.get(index);
    }
}
