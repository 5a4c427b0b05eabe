package dev.backstep.checkpoint;

/**
 * Processes that must live as long as others that live in their namespaces, and the thread that traces them. Counts its
 * users; when the last one is gone, it ends what it holds. Any thread may call it.
 */
final class Shelter {
    private final TracerThread tracer;
    private final Runnable end;
    private final Runnable after;
    private int users = 1;

    /**
     * Has one user, who made it.
     *
     * @param end   ends the processes, on the tracer thread
     * @param after is done then, on the thread of the last user: closes the tracer, or leaves a shelter that this one is in
     */
    Shelter(TracerThread tracer, Runnable end, Runnable after) {
        this.tracer = tracer;
        this.end = end;
        this.after = after;
    }

    TracerThread tracer() {
        return tracer;
    }

    synchronized Shelter enter() {
        if (users == 0) {
            throw new IllegalStateException("it has been closed");
        }
        users++;
        return this;
    }

    void leave() {
        synchronized (this) {
            if (--users > 0) {
                return;
            }
        }
        tracer.call(_ -> {
            end.run();
            return null;
        });
        after.run();
    }
}
