package dev.backstep.replay.jdi;

import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.query.QueryDebugger;
import dev.backstep.replay.query.VariableKey;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.source.Sources;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** Serves queries by HotSpot's debug interface. */
public final class JdiQueryDebugger implements QueryDebugger {
    private static final Duration LONGEST_EVALUATION = Duration.ofSeconds(5);

    private final BiFunction<Long, String, VariableKey> variables;
    private final Sources sources;

    /** @param variables of the session's present stop: {@link JdiInspection#variable} */
    public JdiQueryDebugger(BiFunction<Long, String, VariableKey> variables, Sources sources) {
        this.variables = variables;
        this.sources = sources;
    }

    @Override
    public VariableKey variable(long container, String name) {
        return variables.apply(container, name);
    }

    @Override
    public void show(ReplayVm held, VariableKey.Owner owner) throws IOException {
        try (QueriedProgram program = new QueriedProgram(held)) {
            StopState state = state(program);
            FrameHandle frame = new FrameHandle(owner.thread(), owner.height());
            Value value = state.evaluator.evaluate(owner.expression(), state.context(frame)).value();
            if (!(value instanceof ObjectReference object)) {
                throw new SessionException("'" + owner.expression() + "' is no object in another replay of this recording.");
            }
            ClassType writes = (ClassType) program.machine().classesByName("java.lang.BackstepWrites").getFirst();
            writes.setValue(writes.fieldByName("wanted"), object);
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new IllegalStateException(e);
        }
        held.awaitReturn();
    }

    @Override
    public List<String> evaluate(ReplayVm held, List<String> expressions) throws IOException {
        try (QueriedProgram program = new QueriedProgram(held)) {
            JdiInspection inspection = new JdiInspection(program, sources);
            List<String> values = new ArrayList<>();
            for (String expression : expressions) {
                try {
                    values.add(inspection.evaluate(expression, 0, ValueFormat.USUAL).value());
                } catch (SessionException e) {
                    values.add("(" + e.getMessage() + ")");
                }
            }
            return values;
        }
    }

    private StopState state(QueriedProgram program) {
        return new StopState(program, sources, LONGEST_EVALUATION, new AtomicLong());
    }
}
