package dev.backstep.replay.session;

import java.util.function.Supplier;

/**
 * Ends a question before it is answered. Who asks does so {@link #during} it; somebody else may {@link #cancel} it. What takes long
 * looks for it now and then, because a thread that is interrupted would close files that others use.
 */
public final class Cancellation {
    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();
    private static final Cancellation NONE = new Cancellation();

    private volatile boolean cancelled;

    /** @return the answer. @throws SessionException if it was cancelled */
    public <T> T during(Supplier<T> question) {
        return ScopedValue.where(CURRENT, this).call(question::get);
    }

    /** Any thread. */
    public void cancel() {
        cancelled = true;
    }

    /** That of the question that this thread answers; one that nobody cancels if there is none. */
    public static Cancellation current() {
        return CURRENT.orElse(NONE);
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** @throws SessionException if it was cancelled */
    public void check() {
        if (cancelled) {
            throw new SessionException("cancelled");
        }
    }
}
