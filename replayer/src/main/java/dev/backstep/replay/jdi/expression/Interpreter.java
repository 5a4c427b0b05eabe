package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveType;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates one parsed expression in one frame, from left to right as Java does. */
final class Interpreter {
    private final FrameContext context;
    private final VirtualMachine vm;
    private final TypeResolver types;
    private final Names names;
    private final Conversions conversions;
    private final Arithmetic arithmetic;
    private final Calls calls;
    private final Patterns patterns;
    private final Creations creations;
    private final StaticTypes staticTypes;
    private final Sources sources;

    Interpreter(FrameContext context, TypeResolver types, Sources sources) {
        this.sources = sources;
        this.context = context;
        this.vm = context.machine().vm();
        this.types = types;
        this.names = new Names(context, types);
        this.conversions = new Conversions(context.machine());
        this.arithmetic = conversions.arithmetic();
        this.calls = new Calls(context.machine(), conversions);
        this.patterns = new Patterns(types, names, context);
        this.creations = new Creations(this, context, types, names, calls);
        this.staticTypes = new StaticTypes(context, types, names, calls);
    }

    TypeResolver types() {
        return types;
    }

    StaticTypes staticTypes() {
        return staticTypes;
    }

    Operand value(Expression expression) {
        if (!(expression instanceof AssignExpr) && CompiledExpression.isNeededFor(expression)) {
            return new CompiledExpression(context, sources, new EvaluationSource(context, types, names, calls)).value(expression);
        }
        return switch (expression) {
            case EnclosedExpr e -> value(e.getInner());
            case LiteralExpr e -> Literals.value(e, context.machine());
            case NameExpr e -> operand(meaning(e), e);
            case FieldAccessExpr e -> operand(meaning(e), e);
            case ThisExpr e -> self(e);
            case ArrayAccessExpr e -> element(e).get();
            case MethodCallExpr e -> call(e);
            case ObjectCreationExpr e -> creations.object(e);
            case ArrayCreationExpr e -> creations.array(e);
            case CastExpr e -> conversions.cast(value(e.getExpression()), types.resolve(e.getType()));
            case InstanceOfExpr e -> instanceOf(e);
            case ConditionalExpr e -> conditional(e);
            case BinaryExpr e -> binary(e);
            case UnaryExpr e -> unary(e);
            case AssignExpr e -> assign(e);
            case ClassExpr e -> classLiteral(e);
            default -> throw new SessionException("'" + expression + "' cannot be evaluated here.");
        };
    }

    List<Operand> values(NodeList<Expression> expressions) {
        List<Operand> values = new ArrayList<>();
        expressions.forEach(expression -> values.add(value(expression)));
        return values;
    }

    int integer(Expression expression, String purpose) {
        PrimitiveValue value = conversions.primitive(value(expression), purpose);
        if (!Primitives.widens(value.type().name(), "int")) {
            throw new SessionException("A value of type " + value.type().name() + " cannot " + purpose + ".");
        }
        return value.intValue();
    }

    // ------------------------------------------------------------------------------------------------ names

    Meaning meaning(Expression expression) {
        return switch (expression) {
            case NameExpr e -> names.simple(e.getNameAsString());
            case TypeExpr e -> types.resolve(e.getType()) instanceof ReferenceType type ? new Meaning.OfClass(type) : notAValue(e);
            case FieldAccessExpr e when e.getScope() instanceof SuperExpr ->
                    names.fieldOf(new Operand(context.self(), superclass()), e.getNameAsString()).get();
            case FieldAccessExpr e -> names.member(meaning(e.getScope()), e.getNameAsString());
            default -> value(expression);
        };
    }

    private static Operand operand(Meaning meaning, Expression expression) {
        return switch (meaning) {
            case Operand operand -> operand;
            case Meaning.OfClass type -> throw new SessionException("'" + expression + "' is a class, not a value.");
            case Meaning.OfPackage p -> throw Names.unknown(expression.toString());
        };
    }

    private static Meaning notAValue(Expression expression) {
        throw new SessionException("'" + expression + "' is a type, not a value.");
    }

    private Operand self(ThisExpr e) {
        ObjectReference self = names.self(e.getTypeName().map(name -> name.getIdentifier()));
        return new Operand(self, e.getTypeName().isEmpty() ? context.type() : self.type());
    }

    private ClassType superclass() {
        if (context.self() == null) {
            throw new SessionException("There is no 'super' in a static method.");
        }
        return context.type() instanceof ClassType type && type.superclass() != null ? type.superclass() : context.machine().classes().object();
    }

    private Operand classLiteral(ClassExpr e) {
        Type type = types.resolve(e.getType());
        return Operand.of(type instanceof ReferenceType reference ? reference.classObject() : context.machine().classes().primitiveClass(type.name()));
    }

    // ------------------------------------------------------------------------------------------------ calls

    private Operand call(MethodCallExpr e) {
        String name = e.getNameAsString();
        if (e.getScope().isEmpty()) {
            return unqualified(name, values(e.getArguments()));
        }
        if (e.getScope().get() instanceof SuperExpr) {
            return calls.callSuper(names.self(Optional.empty()), superclass(), name, values(e.getArguments()));
        }
        Meaning scope = meaning(e.getScope().get());
        return switch (scope) {
            case Operand receiver -> calls.call(receiver, name, values(e.getArguments()));
            case Meaning.OfClass type -> calls.callStatic(type.type(), name, values(e.getArguments()));
            case Meaning.OfPackage p -> throw Names.unknown(p.name());
        };
    }

    /** A method of the innermost class around that has one of the name; else a static import. */
    private Operand unqualified(String name, List<Operand> arguments) {
        for (ReferenceType type = context.type(); type != null; type = outer(type)) {
            if (calls.has(type, name)) {
                Optional<ObjectReference> self = names.around(type);
                return self.isPresent() ? calls.call(new Operand(self.get(), type), name, arguments) : calls.callStatic(type, name, arguments);
            }
        }
        for (String member : types.imports().staticSingle()) {
            Optional<ReferenceType> type = member.endsWith("." + name)
                    ? types.find(member.substring(0, member.length() - name.length() - 1)) : Optional.empty();
            if (type.isPresent() && calls.has(type.get(), name)) {
                return calls.callStatic(type.get(), name, arguments);
            }
        }
        for (String each : types.imports().staticOnDemand()) {
            Optional<ReferenceType> type = types.find(each);
            if (type.isPresent() && calls.has(type.get(), name)) {
                return calls.callStatic(type.get(), name, arguments);
            }
        }
        throw new SessionException("There is no method '" + name + "' here.");
    }

    private ReferenceType outer(ReferenceType type) {
        String outer = TypeResolver.outerName(type.name());
        return outer == null ? null : context.machine().classes().loaded(outer, type.classLoader()).orElse(null);
    }

    // ------------------------------------------------------------------------------------------------ operators

    private Operand instanceOf(InstanceOfExpr e) {
        Operand operand = value(e.getExpression());
        boolean matches = e.getPattern().isPresent() ? patterns.matches(operand, e.getPattern().get())
                : patterns.isInstance(operand, e.getType());
        return Operand.of(vm.mirrorOf(matches));
    }

    /** If both branches are numbers the result is promoted (JLS 15.25). */
    private Operand conditional(ConditionalExpr e) {
        boolean first = conversions.truth(value(e.getCondition()));
        Operand chosen = value(first ? e.getThenExpr() : e.getElseExpr());
        if (!(chosen.type() instanceof PrimitiveType) || chosen.type().name().equals("boolean")) {
            return chosen;
        }
        Expression otherExpr = first ? e.getElseExpr() : e.getThenExpr();
        String other = staticTypes.of(otherExpr).map(Primitives::unboxed).orElse(null);
        if (other == null) {
            return chosen;
        }
        PrimitiveValue value = (PrimitiveValue) chosen.value();
        boolean otherFits = otherExpr.isIntegerLiteralExpr() && fits(Literals.value(otherExpr.asLiteralExpr(), context.machine()), chosen.type().name());
        boolean chosenFits = (first ? e.getThenExpr() : e.getElseExpr()).isIntegerLiteralExpr() && fits(chosen, other);
        String target = otherFits ? chosen.type().name() : chosenFits ? other : other.equals(chosen.type().name()) ? other
                : Arithmetic.promoted(chosen.type().name(), other);
        return Operand.of(arithmetic.convert(value, target));
    }

    /** Whether a constant can be of a smaller type. */
    private boolean fits(Operand constant, String small) {
        PrimitiveValue value = (PrimitiveValue) constant.value();
        return Primitives.widens(small, "int") && ((PrimitiveValue) arithmetic.convert(value, small)).intValue() == value.intValue();
    }

    private Operand binary(BinaryExpr e) {
        String operator = e.getOperator().asString();
        Operand left = value(e.getLeft());
        switch (operator) {
            case "&&":
                return Operand.of(vm.mirrorOf(conversions.truth(left) && conversions.truth(value(e.getRight()))));
            case "||":
                return Operand.of(vm.mirrorOf(conversions.truth(left) || conversions.truth(value(e.getRight()))));
            default:
                return applied(operator, left, value(e.getRight()));
        }
    }

    private Operand applied(String operator, Operand left, Operand right) {
        if (operator.equals("+") && (isString(left) || isString(right))) {
            return Operand.of(context.machine().string(conversions.text(left.value()) + conversions.text(right.value())));
        }
        boolean primitive = left.value() instanceof PrimitiveValue || right.value() instanceof PrimitiveValue;
        if ((operator.equals("==") || operator.equals("!=")) && !primitive) {
            boolean same = left.value() == null ? right.value() == null : left.value().equals(right.value());
            return Operand.of(vm.mirrorOf(same == operator.equals("==")));
        }
        String purpose = "be an operand of " + operator;
        return Operand.of(arithmetic.binary(operator, conversions.primitive(left, purpose), conversions.primitive(right, purpose)));
    }

    private static boolean isString(Operand operand) {
        return operand.value() instanceof com.sun.jdi.StringReference || operand.type() != null && operand.type().name().equals("java.lang.String");
    }

    private Operand unary(UnaryExpr e) {
        UnaryExpr.Operator operator = e.getOperator();
        if (operator == UnaryExpr.Operator.MINUS && e.getExpression() instanceof LiteralExpr literal && Literals.isSmallest(literal)) {
            return Operand.of(Literals.smallest(literal, vm));
        }
        String sign = operator.asString();
        if (sign.equals("++") || sign.equals("--")) {
            Place place = place(e.getExpression());
            Operand before = place.get();
            Operand after = applied(sign.substring(1), before, Operand.of(vm.mirrorOf(1)));
            Value stored = narrowed(after, place.typeName());
            place.set(stored);
            return operator.isPostfix() ? before : Operand.of(stored);
        }
        return Operand.of(arithmetic.unary(sign, conversions.primitive(value(e.getExpression()), "be an operand of " + sign)));
    }

    // ------------------------------------------------------------------------------------------------ assignments

    private Operand assign(AssignExpr e) {
        Place place = place(e.getTarget());
        if (e.getOperator() == AssignExpr.Operator.ASSIGN) {
            Value value = e.getValue().isArrayInitializerExpr()
                    ? creations.initialized(e.getValue().asArrayInitializerExpr(), place.typeName())
                    : conversions.assigned(value(e.getValue()), place.typeName());
            place.set(value);
            return Operand.of(value);
        }
        String operator = e.getOperator().asString();
        Operand result = applied(operator.substring(0, operator.length() - 1), place.get(), value(e.getValue()));
        Value stored = narrowed(result, place.typeName());
        place.set(stored);
        return Operand.of(stored);
    }

    /** Compound assignments cast (JLS 15.26.2). */
    private Value narrowed(Operand value, String typeName) {
        String primitive = Primitives.is(typeName) ? typeName : Primitives.unboxedOf(typeName);
        Operand converted = primitive == null || !(value.value() instanceof PrimitiveValue number) ? value
                : Operand.of(arithmetic.convert(number, primitive));
        return conversions.assigned(converted, typeName);
    }

    Place place(Expression target) {
        return switch (target) {
            case EnclosedExpr e -> place(e.getInner());
            case NameExpr e -> names.variable(e.getNameAsString()).orElseThrow(() -> Names.unknown(e.getNameAsString()));
            case ArrayAccessExpr e -> element(e);
            case FieldAccessExpr e when e.getScope() instanceof SuperExpr ->
                    names.fieldOf(new Operand(context.self(), superclass()), e.getNameAsString());
            case FieldAccessExpr e -> switch (meaning(e.getScope())) {
                case Operand object -> names.fieldOf(object, e.getNameAsString());
                case Meaning.OfClass type -> names.staticField(type.type(), e.getNameAsString());
                case Meaning.OfPackage p -> throw Names.unknown(p.name());
            };
            default -> throw new SessionException("'" + target + "' is no variable and cannot be assigned.");
        };
    }

    private Place element(ArrayAccessExpr e) {
        Operand array = value(e.getName());
        int index = integer(e.getIndex(), "be an index");
        if (array.value() == null) {
            throw new SessionException("The array '" + e.getName() + "' is null.");
        }
        if (!(array.value() instanceof ArrayReference elements)) {
            throw new SessionException("A value of type " + TypeNames.of(array.value().type()) + " is no array.");
        }
        if (index < 0 || index >= elements.length()) {
            throw new SessionException("The index " + index + " is outside the array, which has " + elements.length() + " elements.");
        }
        return Places.element(context, elements, index);
    }

    /** The value of an expression made fit for a variable. */
    Value assignable(Expression expression, String typeName) {
        return expression.isArrayInitializerExpr() ? creations.initialized(expression.asArrayInitializerExpr(), typeName)
                : conversions.assigned(value(expression), typeName);
    }
}
