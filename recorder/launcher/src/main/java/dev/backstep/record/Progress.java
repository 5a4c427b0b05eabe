package dev.backstep.record;

/** Told how far long work has come. Called by the thread that does it. */
@FunctionalInterface
public interface Progress {
    /** Not a lambda: {@code record} would wait for its class to be made. */
    Progress SILENT = new Progress() {
        @Override
        public void report(String step, long percent) { }
    };
    /** Instead of a percentage, when nobody knows it. */
    int UNKNOWN_PERCENT = -1;

    /**
     * @param step what is being done, without a full stop
     * @param percent of this step, or {@link #UNKNOWN_PERCENT}
     */
    void report(String step, long percent);

    /** The work is done; whatever was shown may go. Called also when there was nothing to do. */
    default void finished() { }
}
