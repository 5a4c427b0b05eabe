package dev.backstep.replay.session;

import java.util.List;
import java.util.Optional;

/**
 * What the program holds at the present position. Nothing here disturbs the timeline: what runs code of the program is a
 * diversion that the next motion undoes. Ids are good until the next motion; a stale one gives {@link SessionException}.
 */
public interface Inspection {
    List<ThreadView> threads();

    /** @param first from 0, the top. @param most 0 for all */
    List<FrameView> frames(int thread, int first, int most);

    int frameCount(int thread);

    List<ScopeView> scopes(long frame);

    /** Parts of a scope or value. */
    List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format);

    /** Which parts are wanted. */
    enum Parts {
        ALL, NAMED, INDEXED
    }

    /** A field. @param className binary name of the class that declares it */
    record FieldName(String className, String name) { }

    /** Which field a part is, to watch it; empty if it is another kind of variable. */
    default Optional<FieldName> field(long container, String name) {
        return Optional.empty();
    }

    /** Evaluates a Java expression. @param frame in which; 0 for the frame on top of the running thread */
    VariableView evaluate(String expression, long frame, ValueFormat format);

    /** Gives a variable another value: from here on the session is in a diversion, until it moves back. */
    VariableView assign(long container, String name, String expression, ValueFormat format);

    /** Proposals for what stands at a place of an expression. @param column number of characters before it */
    List<Completion> completions(String text, int column, long frame);

    /** A proposal. @param kind method, field, variable, class or keyword */
    record Completion(String label, String inserted, String kind) { }

    Optional<ExceptionView> exception(int thread);

    List<LockView> locks();

    /** Bytes of a byte array or buffer. */
    byte[] memory(long value, long offset, int count);

    String sourceText(int source);

    List<SourceView> loadedSources();

    /** Lines of a file that can have breakpoints, in ascending order. */
    List<Integer> breakableLines(String source);
}
