package dev.backstep.replay.jdi;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.DoubleValue;
import com.sun.jdi.Field;
import com.sun.jdi.FloatValue;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.recording.QueryLayout;
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
            set(program, "BackstepWrites", "wanted", object);
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new IllegalStateException(e);
        }
        held.awaitReturn();
    }

    /** What a constant holds nobody has written. */
    @Override
    public void show(ReplayVm held, VariableKey.StaticField wanted) throws IOException {
        try (QueriedProgram program = new QueriedProgram(held)) {
            VirtualMachine vm = program.machine();
            ReferenceType type = vm.classesByName(wanted.owners().getFirst()).stream().findFirst()
                    .orElseThrow(() -> new SessionException("'" + wanted.name() + "' has no value here: its class is not loaded."));
            Field field = type.fieldByName(wanted.name());
            if (!field.isFinal()) {
                Value value = type.getValue(field);
                boolean isPrimitive = wanted.descriptor().length() == 1;
                set(program, "BackstepPresent", "kind", vm.mirrorOf(isPrimitive ? wanted.descriptor().charAt(0) : (int) QueryLayout.VALUE_REFERENCE));
                set(program, "BackstepPresent", "number", vm.mirrorOf(value instanceof PrimitiveValue primitive ? bits(primitive) : 0L));
                set(program, "BackstepPresent", "reference", isPrimitive ? null : value);
                set(program, "BackstepPresent", "given", vm.mirrorOf(true));
            }
            set(program, "BackstepWrites", "wanted", type.classObject());
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new IllegalStateException(e);
        }
        held.awaitReturn();
    }

    private static long bits(PrimitiveValue value) {
        return switch (value) {
            case BooleanValue v -> v.value() ? 1 : 0;
            case FloatValue v -> Float.floatToRawIntBits(v.value());
            case DoubleValue v -> Double.doubleToRawLongBits(v.value());
            default -> value.longValue();
        };
    }

    private static void set(QueriedProgram program, String className, String field, Value value) throws InvalidTypeException, ClassNotLoadedException {
        ClassType type = (ClassType) program.machine().classesByName("java.lang." + className).getFirst();
        type.setValue(type.fieldByName(field), value);
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
