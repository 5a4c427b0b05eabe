package dev.backstep.replay.jdi;

import com.sun.jdi.InternalException;
import com.sun.jdi.InvalidStackFrameException;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.VMDisconnectedException;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.expression.Operand;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import dev.backstep.replay.query.VariableKey;
import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.source.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Inspection by HotSpot's debug interface. Lets one call in at a time; whoever moves the program must not do so meanwhile.
 * Failures of the debug interface become sentences here and nowhere else.
 */
public final class JdiInspection implements Inspection {
    private static final Duration LONGEST_EVALUATION = Duration.ofSeconds(5);

    private final StoppedProgram program;
    private final Sources sources;
    private final Duration longestEvaluation;
    private final AtomicLong lastId;
    private final Changes changes = new Changes();
    private StopState state;        // protected by this
    private long generation;        // protected by this

    public JdiInspection(StoppedProgram program, Sources sources) {
        this(program, sources, new AtomicLong());
    }

    /** @param lastId the last id that was given; others may share it, so that ids differ */
    JdiInspection(StoppedProgram program, Sources sources, AtomicLong lastId) {
        this(program, sources, LONGEST_EVALUATION, lastId);
    }

    JdiInspection(StoppedProgram program, Sources sources, Duration longestEvaluation) {
        this(program, sources, longestEvaluation, new AtomicLong());
    }

    private JdiInspection(StoppedProgram program, Sources sources, Duration longestEvaluation, AtomicLong lastId) {
        this.lastId = lastId;
        this.program = program;
        this.sources = sources;
        this.longestEvaluation = longestEvaluation;
    }

    /** Runs with what is known of the stop; begins anew if the program has moved. */
    private synchronized <T> T at(Function<StopState, T> question) {
        try {
            if (state == null || generation != program.generation()) {
                if (state != null) {
                    changes.moved();
                    state = null;
                }
                generation = program.generation();
                state = new StopState(program, sources, longestEvaluation, lastId);
            }
            return question.apply(state);
        } catch (VMDisconnectedException e) {
            throw new SessionException("The replaying process has ended; move the session to start another.", e);
        } catch (ObjectCollectedException e) {
            throw new SessionException("This object is gone: the garbage collector has taken it since it was read.", e);
        } catch (InvalidStackFrameException e) {
            throw new SessionException("This frame is gone; ask for the stack again.", e);
        } catch (InternalException | UnsupportedOperationException e) {
            throw new SessionException("The debug interface of the JVM failed: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public List<ThreadView> threads() {
        return at(state -> new ThreadViews(state).all());
    }

    @Override
    public List<FrameView> frames(int thread, int first, int most) {
        return at(state -> new FrameViews(state).frames(thread, first, most));
    }

    @Override
    public int frameCount(int thread) {
        return at(state -> new FrameViews(state).count(thread));
    }

    @Override
    public List<ScopeView> scopes(long frame) {
        return at(state -> variables(state).scopes(state.handles.frame(frame)));
    }

    @Override
    public List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format) {
        return at(state -> variables(state).parts(container, which, first, most, format));
    }

    @Override
    public Optional<FieldName> field(long container, String name) {
        return at(state -> variables(state).field(container, name));
    }

    @Override
    public VariableView evaluate(String expression, long frame, ValueFormat format) {
        return at(state -> {
            FrameHandle handle = state.frameHandle(frame);
            Operand result = state.evaluator.evaluate(expression, state.context(handle));
            String type = result.type() == null ? "null" : result.type().name();
            return variables(state).expression(expression, result.value(), type, handle, format);
        });
    }

    @Override
    public VariableView assign(long container, String name, String expression, ValueFormat format) {
        return at(state -> variables(state).assign(container, name, expression, format));
    }

    @Override
    public List<Completion> completions(String text, int column, long frame) {
        return at(state -> state.evaluator.complete(text, column, state.context(state.frameHandle(frame))));
    }

    @Override
    public Optional<ExceptionView> exception(int thread) {
        return at(state -> new ExceptionViews(state).thrown(thread));
    }

    /** An exception that was thrown, with the stack that it holds. */
    ExceptionView exceptionView(int thread, ObjectReference exception, boolean caught) {
        return at(state -> new ExceptionViews(state).view(thread, exception, caught));
    }

    VariableView exceptionVariable(ObjectReference exception, long container, ValueFormat format) {
        return at(state -> variables(state).thrown(exception, container, state.top(program.runningThread()), format));
    }

    /** Whether a frame is the innermost of application code of a thread. */
    boolean isOnTop(long frame, int thread) {
        return at(state -> new FrameViews(state).innermostOfApplication(thread).filter(state.frameHandle(frame)::equals).isPresent());
    }

    /** Whether an id stands for something here. */
    synchronized boolean knows(long id) {
        return state != null && state.handles.has(id);
    }

    @Override
    public List<LockView> locks() {
        return at(state -> new LockViews(state).all());
    }

    @Override
    public byte[] memory(long value, long offset, int count) {
        return at(state -> new Memory(state).read(value, offset, count));
    }

    /** Needs no program: sources outlive stops. */
    @Override
    public String sourceText(int source) {
        return sources.text(source);
    }

    @Override
    public List<SourceView> loadedSources() {
        return at(state -> new LoadedSources(state, new FrameViews(state)).all());
    }

    @Override
    public List<Integer> breakableLines(String source) {
        return at(state -> new LoadedSources(state, new FrameViews(state)).breakableLines(source));
    }

    // ------------------------------------------------------------------------------------------------ breakpoints

    /**
     * Whether a condition holds in the innermost frame of application code of a thread.
     *
     * @throws SessionException if it cannot be evaluated or is no boolean
     */
    public boolean test(String condition, int thread) {
        return at(state -> state.evaluator.test(condition, state.context(applicationFrame(state, thread))));
    }

    /** A text in which expressions in braces are replaced by their values; one that fails, by the reason. */
    public String interpolate(String text, int thread) {
        return at(state -> {
            FrameHandle frame = applicationFrame(state, thread);
            return LogText.fill(text, expression -> {
                try {
                    return state.texts.plain(state.evaluator.evaluate(expression, state.context(frame)).value(), ValueFormat.USUAL);
                } catch (SessionException e) {
                    return "<" + e.getMessage() + ">";
                }
            });
        });
    }

    private static FrameHandle applicationFrame(StopState state, int thread) {
        return new FrameViews(state).innermostOfApplication(thread)
                .orElseThrow(() -> new SessionException("There is no frame of the application on thread " + thread + " here."));
    }

    /** Which variable a part of what was shown is. @see dev.backstep.replay.session.VariableView#container */
    public VariableKey variable(long container, String name) {
        return at(state -> new VariableKeys(state).key(container, name));
    }

    private VariableViews variables(StopState state) {
        return new VariableViews(state, changes);
    }
}
