package dev.backstep.replay.vm;

import java.util.List;
import java.util.Optional;

/**
 * Where a replaying JVM is held, and why.
 *
 * @param step number of the step that comes next; of all steps at the end
 * @param event events taken from the log
 * @param thread that runs, by our id
 * @param site of the step; -1 at the end and where a class was defined
 * @param threads all that live, in order of their ids
 */
public record Arrival(Reason reason, long step, long tick, long event, int thread, int site, List<ThreadRow> threads) {
    /** Why a run ended; in the order of {@code ControlLayout}. */
    public enum Reason {
        NONE, SITE, STEP, THREAD, TICK, EVENT, PAUSE, CLASS, END, RETURNED, HITS, OCCASION, STUCK
    }

    public Arrival {
        threads = List.copyOf(threads);
    }

    public Optional<ThreadRow> thread(int id) {
        return threads.stream().filter(row -> row.id() == id).findFirst();
    }

    public boolean isEnd() {
        return reason == Reason.END;
    }

    /**
     * A thread, where the program is held. Steps are numbers, -1 for none.
     *
     * @param status as {@code BackstepThread} counts: runnable, parked, sleeping, waiting, blocked, in a native, dead
     * @param depth number of frames of application code
     * @param site of its last step; -1 for none
     * @param javaId {@code Thread.threadId()}
     * @param lastInFrame the last step in its innermost frame of application code
     * @param beforeInFrame the one before
     * @param call the last step of the caller
     * @param last the last step of the thread
     * @param before the one before
     * @param started the step of the thread that started this one
     */
    public record ThreadRow(int id, int status, int depth, int site, long javaId, long lastInFrame, long beforeInFrame, long call,
            long last, long before, long started) { }
}
