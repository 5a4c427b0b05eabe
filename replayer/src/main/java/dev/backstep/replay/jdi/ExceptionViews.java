package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.Container.Held;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.SessionException;
import java.util.List;
import java.util.Optional;

/** The exception that a thread is about to throw. The runtime is told of it, so it is an argument of one of its frames. */
final class ExceptionViews {
    private static final int MOST_CAUSES = 20;

    private final StopState state;

    ExceptionViews(StopState state) {
        this.state = state;
    }

    Optional<ExceptionView> thrown(int thread) {
        for (StackFrame frame : state.machine.stacks().hiddenOnTop(state.machine.thread(thread))) {
            for (Value argument : frame.getArgumentValues()) {
                if (argument instanceof ObjectReference object && isThrowable(object)) {
                    return Optional.of(view(thread, object, false));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isThrowable(ObjectReference object) {
        for (ClassType type = object.referenceType() instanceof ClassType c ? c : null; type != null; type = type.superclass()) {
            if (type.name().equals("java.lang.Throwable")) {
                return true;
            }
        }
        return false;
    }

    ExceptionView view(int thread, ObjectReference exception, boolean caught) {
        Held held = new Held(state.top(thread), exception, "");
        String message = Fields.string(exception, "detailMessage");
        return new ExceptionView(exception.referenceType().name(), message == null ? "" : message, stackTrace(exception), caught,
                state.handles.id(held));
    }

    /** As {@code printStackTrace} writes it. */
    private String stackTrace(ObjectReference exception) {
        StringBuilder text = new StringBuilder();
        ObjectReference each = exception;
        for (int causes = 0; each != null && causes < MOST_CAUSES; causes++) {
            String message = Fields.string(each, "detailMessage");
            text.append(causes == 0 ? "" : "Caused by: ").append(each.referenceType().name()).append(message == null ? "" : ": " + message).append('\n');
            elements(each).ifPresent(elements -> elements.getValues().forEach(element -> append(text, (ObjectReference) element)));
            ObjectReference cause = Fields.object(each, "cause");
            each = each.equals(cause) ? null : cause;
        }
        return text.toString();
    }

    /** The elements are made by the VM when they are asked for. */
    private Optional<ArrayReference> elements(ObjectReference exception) {
        ArrayReference made = Fields.array(exception, "stackTrace");
        if (made != null && made.length() > 0) {
            return Optional.of(made);
        }
        Method method = state.machine.classes().method(exception.referenceType(), "getStackTrace", "()[Ljava/lang/StackTraceElement;");
        try {
            return Optional.ofNullable((ArrayReference) state.machine.invoker().call(exception, method, List.of()));
        } catch (SessionException e) {
            return Optional.empty();
        }
    }

    private static void append(StringBuilder text, ObjectReference element) {
        String file = Fields.string(element, "fileName");
        int line = Fields.integer(element, "lineNumber");
        text.append("\tat ").append(Fields.string(element, "declaringClass")).append('.').append(Fields.string(element, "methodName")).append('(')
                .append(line == -2 ? "Native Method" : file == null ? "Unknown Source" : line > 0 ? file + ":" + line : file).append(")\n");
    }
}
