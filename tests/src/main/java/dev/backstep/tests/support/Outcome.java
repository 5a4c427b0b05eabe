package dev.backstep.tests.support;

import java.time.Duration;

/**
 * What one run of a command led to.
 *
 * @param exitCode 128 + N after signal N, as a shell has it
 */
public record Outcome(String command, int exitCode, String output, String errors, Duration time) {
    /** For messages: everything, long output cut. */
    public String describe() {
        return "$ " + command + "\nexit code " + exitCode + " after " + time.toMillis() + " ms\n--- standard output\n" + cut(output)
                + "--- standard error\n" + cut(errors) + "---";
    }

    private static String cut(String text) {
        String shown = text.length() <= 6_000 ? text : text.substring(0, 3_000) + "\n[...]\n" + text.substring(text.length() - 3_000);
        return shown.isEmpty() || shown.endsWith("\n") ? shown : shown + "\n";
    }
}
