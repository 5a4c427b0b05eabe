package dev.backstep.checkpoint;

/**
 * Where in a recording a checkpoint was taken, and why. -1 for what is not known.
 *
 * @param step   of application code; known in debug replays
 * @param event  number of events of the log that came before
 * @param tick   count of ticks
 * @param reason in one word, for people
 * @param label  given by the user or the program; empty if none
 */
public record Mark(long step, long event, long tick, String reason, String label) {
    public static final Mark NONE = new Mark(-1, -1, -1, "", "");
}
