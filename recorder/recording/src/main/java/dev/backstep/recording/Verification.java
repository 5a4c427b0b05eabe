package dev.backstep.recording;

import java.util.List;

/**
 * What a look at every byte of a recording found.
 *
 * @param problems what is wrong, by offset; empty if nothing is
 * @param eventCount whole events before the first problem of the log
 * @param tickCount tick of the last of them
 * @param intactEnd offset in the file up to which the log is intact
 * @param committedEnd offset in the file at which the log should end
 * @param checksummed whether the recording was closed, so that checksums cover the log
 */
public record Verification(
        List<Problem> problems,
        long eventCount,
        long tickCount,
        long intactEnd,
        long committedEnd,
        boolean checksummed) {

    /**
     * One thing that is wrong.
     *
     * @param offset in the file
     * @param text what is wrong there
     */
    public record Problem(long offset, String text) { }

    public Verification {
        problems = List.copyOf(problems);
    }

    public boolean intact() {
        return problems.isEmpty();
    }
}
