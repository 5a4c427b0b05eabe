package dev.backstep.dap.custom;

import dev.backstep.dap.custom.Variables.Variable;
import dev.backstep.dap.state.Ids;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From an expression to the variable that it denotes: {@code total}, {@code this.total}, {@code accounts[3].balance}. What stands before
 * the last part is evaluated; the last part is looked up in it.
 */
final class VariablePath {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*");
    private static final Pattern FIELD = Pattern.compile("(.+)\\.\\s*(" + NAME + ")", Pattern.DOTALL);
    /** Fields themselves, not what a collection holds. */
    private static final ValueFormat PLAIN = new ValueFormat(false, false, false, true, 100);

    private final Inspection inspection;
    private final long frame;

    VariablePath(ReplaySession session, Ids.FrameId frame) {
        inspection = session.inspection();
        this.frame = frame.id() != 0 ? frame.id() : top(session);
    }

    private static long top(ReplaySession session) {
        List<FrameView> top = session.inspection().frames(session.stop().thread(), 0, 1);
        if (top.isEmpty()) {
            throw new SessionException("The program has ended here, and has no variables; go back first.");
        }
        return top.getFirst().id();
    }

    Variable find(String expression) {
        if (NAME.matcher(expression).matches()) {
            return named(expression).orElseThrow(() -> new SessionException("There is no variable '" + expression + "' here."));
        }
        if (expression.endsWith("]")) {
            return element(expression, opening(expression));
        }
        Matcher field = FIELD.matcher(expression);
        if (!field.matches()) {
            throw none(expression);
        }
        return part(owner(field.group(1)), field.group(2)).orElseThrow(() -> none(expression));
    }

    /** A local, a static field, or a field of {@code this}, in the order in which Java looks. */
    private Optional<Variable> named(String name) {
        Optional<Variable> own = Optional.empty();
        for (ScopeView scope : inspection.scopes(frame)) {
            for (VariableView part : inspection.parts(scope.id(), Parts.ALL, 0, 0, PLAIN)) {
                if (part.name().equals(name)) {
                    return Optional.of(new Variable(scope.id(), name));
                }
                if (part.kind() == VariableView.Kind.THIS && part.id() != 0) {
                    own = part(part.id(), name);
                }
            }
        }
        return own;
    }

    private Optional<Variable> part(long container, String name) {
        return inspection.parts(container, Parts.NAMED, 0, 0, PLAIN).stream().filter(part -> part.name().equals(name))
                .map(part -> new Variable(container, name)).findFirst();
    }

    private Variable element(String expression, int opening) {
        String index = inspection.evaluate(expression.substring(opening + 1, expression.length() - 1), frame, PLAIN).value();
        if (!index.matches("\\d{1,10}")) {
            throw none(expression);
        }
        return new Variable(owner(expression.substring(0, opening)), "[" + index + "]");
    }

    /** Where the last pair of brackets opens. */
    private static int opening(String expression) {
        int depth = 0;
        for (int i = expression.length() - 1; i > 0; i--) {
            char c = expression.charAt(i);
            depth += c == ']' ? 1 : c == '[' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw none(expression);
    }

    private long owner(String expression) {
        VariableView owner = inspection.evaluate(expression, frame, PLAIN);
        if (owner.id() == 0) {
            throw none(expression);
        }
        return owner.id();
    }

    private static SessionException none(String expression) {
        return new SessionException("'" + expression + "' is not a variable; a local variable, a field or an array element is.");
    }
}
