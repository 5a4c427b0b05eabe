package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.expr.ComponentPatternExpr;
import com.github.javaparser.ast.expr.MatchAllPatternExpr;
import com.github.javaparser.ast.expr.RecordPatternExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.type.VarType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveType;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import java.util.List;

/** {@code instanceof}: types, type patterns and record patterns. Components of records are read from their fields. */
final class Patterns {
    private final TypeResolver types;
    private final Names names;
    private final FrameContext context;

    Patterns(TypeResolver types, Names names, FrameContext context) {
        this.types = types;
        this.names = names;
        this.context = context;
    }

    boolean isInstance(Operand operand, com.github.javaparser.ast.type.Type type) {
        Type wanted = types.resolve(type);
        if (wanted instanceof PrimitiveType) {
            throw new SessionException("'instanceof' with the primitive type " + wanted.name() + " is not supported here.");
        }
        if (operand.value() != null && !(operand.value() instanceof ObjectReference)) {
            throw new SessionException("A value of type " + operand.type().name() + " is no object.");
        }
        return operand.value() != null && Subtypes.isSubtype(operand.value().type(), wanted.name());
    }

    /** Binds the variables of a pattern that matches. */
    boolean matches(Operand operand, ComponentPatternExpr pattern) {
        return switch (pattern) {
            case MatchAllPatternExpr all -> true;
            case TypePatternExpr typed -> {
                boolean matches = typed.getType() instanceof VarType || matchesComponent(operand, typed);
                if (matches) {
                    names.bind(typed.getNameAsString(), operand);
                }
                yield matches;
            }
            case RecordPatternExpr record -> matchesRecord(operand, record);
            default -> throw new SessionException("The pattern '" + pattern + "' is not supported here.");
        };
    }

    private boolean matchesComponent(Operand operand, TypePatternExpr typed) {
        if (typed.getType().isPrimitiveType()) {
            return operand.type() != null && operand.type().name().equals(typed.getType().asString());
        }
        return isInstance(operand, typed.getType());
    }

    private boolean matchesRecord(Operand operand, RecordPatternExpr pattern) {
        if (!isInstance(operand, pattern.getType())) {
            return false;
        }
        ObjectReference object = (ObjectReference) operand.value();
        List<Field> components = components(object.referenceType());
        if (components.size() != pattern.getPatternList().size()) {
            throw new SessionException(TypeNames.of(object.referenceType()) + " has " + components.size() + " components, the pattern "
                    + pattern.getPatternList().size() + ".");
        }
        for (int i = 0; i < components.size(); i++) {
            Operand component = Places.field(context, object, components.get(i)).get();
            if (!matches(component, pattern.getPatternList().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Field> components(ReferenceType record) {
        return record.fields().stream().filter(field -> !field.isStatic() && !field.isSynthetic()).toList();
    }
}
