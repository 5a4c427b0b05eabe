package dev.backstep.replay.jdi.expression;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.InternalException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A frame as expressions see it. Holds the height of the frame, not the frame: that is another object after each method that
 * was run.
 */
public final class FrameContext {
    private final Machine machine;
    private final ThreadReference thread;
    private final int height;
    private final Map<String, Optional<Type>> types = new HashMap<>();

    public FrameContext(Machine machine, ThreadReference thread, int height) {
        this.machine = machine;
        this.thread = thread;
        this.height = height;
    }

    /**
     * A local variable of the frame.
     *
     * @param variable how to set it; null if there is no debug information
     */
    public record Local(String name, String typeName, Value value, boolean parameter, LocalVariable variable) { }

    Machine machine() {
        return machine;
    }

    /** Good until the next method is run. */
    StackFrame frame() {
        return machine.stacks().frame(thread, height);
    }

    /** @return {@code this}, or null in a static method or where it is gone */
    public ObjectReference self() {
        try {
            return frame().thisObject();
        } catch (InternalException e) {
            return null;    // INVALID_SLOT: the method needs it no more, and the VM has not kept it
        }
    }

    /** The class whose code runs here. */
    public ReferenceType type() {
        return frame().location().declaringType();
    }

    ClassLoaderReference loader() {
        return type().classLoader();
    }

    /** The loaded type of that name as seen from here. */
    Optional<Type> type(String name) {
        return types.computeIfAbsent(name, this::findType);
    }

    private Optional<Type> findType(String name) {
        Type primitive = machine.classes().primitive(name);
        return primitive != null ? Optional.of(primitive) : machine.classes().loaded(name, loader()).map(type -> type);
    }

    /** Parameters and locals; without debug information the parameters, called {@code arg0} and so on. */
    public List<Local> locals() {
        StackFrame frame = frame();
        List<Local> locals = new ArrayList<>();
        try {
            List<LocalVariable> visible = frame.visibleVariables();
            Map<LocalVariable, Value> values = frame.getValues(visible);
            for (LocalVariable variable : visible) {
                locals.add(new Local(variable.name(), variable.typeName(), values.get(variable), variable.isArgument(), variable));
            }
        } catch (AbsentInformationException e) {
            arguments(frame, locals);
        }
        return locals;
    }

    private static void arguments(StackFrame frame, List<Local> locals) {
        if (frame.location().method().isNative()) {
            return;     // it has no locals in Java
        }
        List<String> types = frame.location().method().argumentTypeNames();
        List<Value> values = frame.getArgumentValues();
        for (int i = 0; i < values.size(); i++) {
            locals.add(new Local("arg" + i, types.get(i), values.get(i), true, null));
        }
    }

    /** The place of a local variable, if there is one of that name. */
    Optional<Place> local(String name) {
        for (Local local : locals()) {
            if (local.name().equals(name)) {
                return Optional.of(local.variable() == null ? argument(local) : Places.local(this, local.variable()));
            }
        }
        return Optional.empty();
    }

    private Place argument(Local local) {
        return new Place() {
            @Override
            public Operand get() {
                return Places.typed(local.value(), local.typeName(), null, type(local.typeName()));
            }

            @Override
            public void set(Value value) {
                throw new SessionException("'" + local.name() + "' cannot be assigned: the class was compiled without names of locals (javac -g).");
            }

            @Override
            public String typeName() {
                return local.typeName();
            }
        };
    }
}
