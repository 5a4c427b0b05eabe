package dev.backstep.checkpoint;

/**
 * A checkpoint that was taken, and what it cost.
 *
 * @param pauseNanos     how long the process stood still; the first time twice, both counted
 * @param storeNanos     sorting and writing after that
 * @param presentPages   pages that the process has of its own
 * @param earlyPages     those copied before, while it ran; some of them again later
 * @param copiedPages    those copied while it stood still
 * @param addedPages     by how many pages the file grew, its index among them
 * @param verifiedPages  those compared, with {@link CaptureOptions.Verification#PAGES}
 * @param wrongPages     those that were different; anything but 0 is a bug
 */
public record CaptureReport(Checkpoint checkpoint, long pauseNanos, long storeNanos, long presentPages, long earlyPages,
        long copiedPages, long addedPages, long verifiedPages, long wrongPages) { }
