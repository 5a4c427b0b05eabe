package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.sun.jdi.ArrayType;
import com.sun.jdi.Field;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.expression.Overloads.Choice;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types of expressions without running anything: for completions, and for the branch of a conditional that is not taken. */
final class StaticTypes {
    private final FrameContext context;
    private final TypeResolver types;
    private final Names names;
    private final Calls calls;

    StaticTypes(FrameContext context, TypeResolver types, Names names, Calls calls) {
        this.context = context;
        this.types = types;
        this.names = names;
        this.calls = calls;
    }

    /** @return the type; empty if it is that of {@code null} or not known */
    Optional<Type> of(Expression expression) {
        try {
            return find(expression);
        } catch (SessionException e) {
            return Optional.empty();    // whoever asks for the value gets the sentence
        }
    }

    private Optional<Type> find(Expression expression) {
        return switch (expression) {
            case EnclosedExpr e -> find(e.getInner());
            case LiteralExpr e -> Optional.ofNullable(Literals.value(e, context.machine()).type());
            case CastExpr e -> Optional.of(types.resolve(e.getType()));
            case ObjectCreationExpr e -> Optional.of(types.resolve(e.getType()));
            case ThisExpr e -> Optional.of(names.self(e.getTypeName().map(name -> name.getIdentifier())).type());
            case NameExpr e -> typeOf(names.simple(e.getNameAsString()));
            case FieldAccessExpr e -> field(e);
            case ArrayAccessExpr e -> find(e.getName()).filter(ArrayType.class::isInstance)
                    .flatMap(array -> type(((ArrayType) array).componentTypeName()));
            case MethodCallExpr e -> call(e);
            case UnaryExpr e -> find(e.getExpression());
            case ConditionalExpr e -> find(e.getThenExpr());
            case BinaryExpr e -> binary(e);
            default -> Optional.empty();
        };
    }

    /** The value's own type where there is a value: it knows more than the declared one. */
    private static Optional<Type> typeOf(Meaning meaning) {
        return meaning instanceof Operand operand
                ? Optional.ofNullable(operand.value() == null ? operand.type() : operand.value().type()) : Optional.empty();
    }

    private Optional<Type> field(FieldAccessExpr e) {
        Optional<Type> scope = find(e.getScope());
        if (scope.isPresent()) {
            Field field = scope.get() instanceof ReferenceType type ? type.fieldByName(e.getNameAsString()) : null;
            return field == null ? scope.filter(ArrayType.class::isInstance).flatMap(array -> type("int")) : type(field.typeName());
        }
        Optional<Meaning> name = qualified(e);
        return name.flatMap(StaticTypes::typeOf);
    }

    /** What a qualified name of packages, classes and static fields means. */
    Optional<Meaning> qualified(Expression expression) {
        return switch (expression) {
            case NameExpr e -> Optional.of(names.simple(e.getNameAsString()));
            case FieldAccessExpr e -> qualified(e.getScope()).map(scope -> names.member(scope, e.getNameAsString()));
            default -> Optional.empty();
        };
    }

    private Optional<Type> call(MethodCallExpr e) {
        Optional<ReferenceType> owner = e.getScope().isEmpty() ? Optional.of(context.type())
                : find(e.getScope().get()).filter(ReferenceType.class::isInstance).map(ReferenceType.class::cast)
                        .or(() -> qualified(e.getScope().get()).filter(Meaning.OfClass.class::isInstance).map(m -> ((Meaning.OfClass) m).type()));
        List<Operand> arguments = new ArrayList<>();
        e.getArguments().forEach(argument -> arguments.add(new Operand(null, of(argument).orElse(null))));
        return owner.flatMap(type -> calls.choose(type, e.getNameAsString(), arguments)).map(Choice::method)
                .map(Method::returnTypeName).flatMap(this::type);
    }

    private Optional<Type> binary(BinaryExpr e) {
        return switch (e.getOperator()) {
            case EQUALS, NOT_EQUALS, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS, AND, OR -> type("boolean");
            default -> {
                Optional<Type> left = find(e.getLeft());
                Optional<Type> right = find(e.getRight());
                Optional<Type> string = left.filter(StaticTypes::isString).or(() -> right.filter(StaticTypes::isString));
                String a = left.map(Primitives::unboxed).orElse(null);
                String b = right.map(Primitives::unboxed).orElse(null);
                yield string.isPresent() ? string : a == null || b == null ? Optional.empty() : type(Arithmetic.promoted(a, b));
            }
        };
    }

    private static boolean isString(Type type) {
        return type.name().equals("java.lang.String");
    }

    private Optional<Type> type(String name) {
        return context.type(name);
    }
}
