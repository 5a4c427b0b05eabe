package dev.backstep.checkpoint;

/**
 * A checkpoint that was taken, and what it cost.
 *
 * @param pauseNanos     how long the process stood still
 * @param storeNanos     sorting and writing after that
 * @param presentPages   pages that the process has of its own
 * @param copiedPages    those copied while it stood still
 * @param addedPages     by how many pages the file grew, its index among them
 * @param verifiedPages  those compared, with {@link CaptureOptions.Verification#PAGES}
 * @param wrongPages     those that were different; anything but 0 is a bug
 */
public record CaptureReport(Checkpoint checkpoint, long pauseNanos, long storeNanos, long presentPages, long copiedPages,
        long addedPages, long verifiedPages, long wrongPages) { }
