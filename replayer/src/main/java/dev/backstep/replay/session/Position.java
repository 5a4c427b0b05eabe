package dev.backstep.replay.session;

/**
 * An exact place in the execution: the number of steps that application code had taken when it was reached.
 *
 * <p>A <b>step</b> is the beginning of a line (of a method, where there are no line numbers) of application code. One
 * managed thread runs at a time, so steps are totally ordered, and a replay takes the same ones each time, on any machine.
 *
 * @param step 0 at the start of the recording, before the first line
 */
public record Position(long step) implements Comparable<Position> {
    public static final Position START = new Position(0);

    public Position {
        if (step < 0) {
            throw new IllegalArgumentException("negative position " + step);
        }
    }

    /**
     * @param text as {@link #toString} writes it; the number alone will do
     * @throws IllegalArgumentException if it is not one
     */
    public static Position parse(String text) {
        String digits = text.startsWith("t=") ? text.substring(2) : text;
        if (!digits.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("'" + text + "' is not a position; one looks like t=48213");
        }
        return new Position(Long.parseLong(digits));
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(step, other.step);
    }

    @Override
    public String toString() {
        return "t=" + step;
    }
}
