package dev.backstep.checkpoint;

import java.time.Duration;

/**
 * How to capture.
 *
 * @param tracking how to find the pages that were written since the checkpoint before
 * @param patience how long all threads together may take to stop
 * @param verification what to check
 */
public record CaptureOptions(Tracking tracking, Duration patience, Verification verification) {
    /** How written pages are found. */
    public enum Tracking {
        /** The kernel watches writes: {@link dev.backstep.linux.Userfaultfd}. */
        WRITE_WATCH,
        /**
         * All pages are copied each time and compared by content when they are stored. Longer pauses, works everywhere.
         */
        CONTENT
    }

    /** What is checked of each checkpoint. */
    public enum Verification {
        NONE,
        /** Hash all pages a second way while frozen, and compare with what was stored. Slow. */
        PAGES
    }

    /** The best tracking that this machine has. */
    public static CaptureOptions forThisMachine() {
        Tracking tracking = Capabilities.canWatchWrites() ? Tracking.WRITE_WATCH : Tracking.CONTENT;
        return new CaptureOptions(tracking, Duration.ofSeconds(5), Verification.NONE);
    }

    public CaptureOptions with(Verification other) {
        return new CaptureOptions(tracking, patience, other);
    }

    public CaptureOptions with(Tracking other) {
        return new CaptureOptions(other, patience, verification);
    }
}
