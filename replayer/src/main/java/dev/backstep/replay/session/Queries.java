package dev.backstep.replay.session;

import java.util.List;
import java.util.Map;

/** Questions about the whole recording; they do not move the session. Long ones report progress to the listeners. */
public interface Queries {
    Overview overview();

    /**
     * Lines of the console, in order.
     *
     * @param position of the step that printed it
     */
    record ConsoleLine(int index, Position position, int thread, boolean error, String text) { }

    List<ConsoleLine> console(int first, int most);

    /** An exception, where it was thrown. */
    record ThrownException(int index, Position position, int thread, String className, String message, CodeLocation location, boolean caught) { }

    List<ThrownException> exceptions(int first, int most);

    /** A write to a variable. @param value for people, at the time. @param position of the line that wrote */
    record Write(Position position, int thread, CodeLocation location, String value) { }

    /** Writes that gave a variable its values up to now, the last one first. @see VariableView#container */
    List<Write> history(long container, String name, int most);

    /** One execution of a line. @param values of the expressions, in their order */
    record Hit(Position position, int thread, List<String> values) { }

    /** Executions of a line in the whole recording, in order. */
    List<Hit> hits(CodeLocation line, List<String> expressions, int first, int most);

    /** How often each line of a source file ran. */
    Map<Integer, Long> lineCounts(String source);

    /** A checkpoint. @param label empty if none. @param live whether it can be restored without replaying */
    record CheckpointView(int id, Position position, String label, String reason, long pages, long bytes, boolean live) { }

    List<CheckpointView> checkpoints();

    /** Takes a checkpoint here and now. */
    CheckpointView takeCheckpoint(String label);

    /** What lies in an interval, lane by lane, coarse enough for {@code most} marks each. */
    TimelineSlice timeline(Position from, Position to, int most);
}
