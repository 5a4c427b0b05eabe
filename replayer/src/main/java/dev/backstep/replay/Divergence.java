package dev.backstep.replay;

import java.util.List;

/**
 * The first point at which a replay met a fact other than the recorded one.
 *
 * @param thread our id of the thread
 * @param threadName its name in the program; may be empty
 * @param tick of the whole program
 * @param eventIndex number in the log of the event that was expected
 * @param eventOffset where in the file it stands
 * @param expected what the log has
 * @param actual what the program did
 * @param stack of the thread, innermost frame first
 */
public record Divergence(int thread, String threadName, long tick, long eventIndex, long eventOffset, String expected,
                         String actual, List<String> stack) {
    public Divergence {
        stack = List.copyOf(stack);
    }
}
