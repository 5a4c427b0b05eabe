package dev.backstep.replay.query;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Evaluates an expression as far as that can be done with values that were written down: whole numbers, truth values, strings and null. All
 * else is {@link #UNKNOWN}, and so is what depends on types that the text of a value does not tell.
 *
 * @param known values of ways through fields and elements
 */
record QuickEvaluation(Function<PathExpression, Object> known) {
    static final Object UNKNOWN = new Object();
    private static final Object NULL = new Object();
    /** Something that is not null. */
    private static final Object SOMETHING = new Object();
    private static final Set<String> CALLS = Set.of("abs", "min", "max", "isEmpty", "length", "equals", "equalsIgnoreCase", "startsWith", "endsWith",
            "contains");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,19}");

    /** A value as it was written down. */
    static Object of(ValueText value) {
        String text = value.text();
        if (!value.known()) {
            return UNKNOWN;
        } else if (WHOLE_NUMBER.matcher(text).matches()) {
            return Long.valueOf(text);
        } else if (text.startsWith("\"")) {
            return text.endsWith("\"") && text.indexOf('\\') < 0 ? text.substring(1, text.length() - 1) : SOMETHING;
        }
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null" -> NULL;
            default -> SOMETHING;
        };
    }

    /** @return a Long, Boolean, String or one of the constants */
    Object value(Expression expression) {
        return switch (expression) {
            case EnclosedExpr enclosed -> value(enclosed.getInner());
            case BooleanLiteralExpr literal -> Boolean.valueOf(literal.getValue());
            case NullLiteralExpr _ -> NULL;
            case IntegerLiteralExpr literal -> literal.asNumber() instanceof Integer number ? (Object) number.longValue() : UNKNOWN;
            case LongLiteralExpr literal -> literal.asNumber() instanceof Long number ? number : UNKNOWN;
            case StringLiteralExpr literal -> literal.getValue().indexOf('\\') < 0 ? literal.getValue() : UNKNOWN;
            case UnaryExpr unary -> unary(unary.getOperator(), value(unary.getExpression()));
            case BinaryExpr binary -> binary(binary);
            case ConditionalExpr choice -> choice(value(choice.getCondition()), value(choice.getThenExpr()), value(choice.getElseExpr()));
            case MethodCallExpr call -> call(call);
            default -> PathExpression.parse(expression.toString()).map(known).orElse(UNKNOWN);
        };
    }

    private static Object unary(UnaryExpr.Operator operator, Object value) {
        return switch (operator) {
            case LOGICAL_COMPLEMENT -> value instanceof Boolean truth ? (Object) !truth : UNKNOWN;
            case MINUS -> value instanceof Long number ? number(0L, number, Math::subtractExact) : UNKNOWN;
            case PLUS -> value instanceof Long ? value : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static Object choice(Object condition, Object yes, Object no) {
        return condition instanceof Boolean truth ? truth ? yes : no : UNKNOWN;
    }

    // ------------------------------------------------------------------------------------------------ two operands

    private Object binary(BinaryExpr binary) {
        Object left = value(binary.getLeft());
        Object right = value(binary.getRight());
        boolean literal = binary.getLeft().isLiteralExpr() || binary.getRight().isLiteralExpr();
        return switch (binary.getOperator()) {
            case AND -> left == Boolean.FALSE || right == Boolean.FALSE ? (Object) false : both(left, right) ? true : UNKNOWN;
            case OR -> left == Boolean.TRUE || right == Boolean.TRUE ? (Object) true : none(left, right) ? false : UNKNOWN;
            case EQUALS -> equal(left, right, literal);
            case NOT_EQUALS -> unary(UnaryExpr.Operator.LOGICAL_COMPLEMENT, equal(left, right, literal));
            default -> left instanceof Long a && right instanceof Long b ? ofNumbers(binary.getOperator(), a, b) : UNKNOWN;
        };
    }

    private static boolean both(Object left, Object right) {
        return left == Boolean.TRUE && right == Boolean.TRUE;
    }

    private static boolean none(Object left, Object right) {
        return left == Boolean.FALSE && right == Boolean.FALSE;
    }

    /** Equal boxes and strings need not be the same. @param literal whether one of them is a literal, to which a box is compared by its value */
    private static Object equal(Object left, Object right, boolean literal) {
        if (left == UNKNOWN || right == UNKNOWN) {
            return UNKNOWN;
        }
        if (left == NULL || right == NULL) {
            return left == right;
        }
        if (left == SOMETHING || right == SOMETHING || left.getClass() != right.getClass()) {
            return UNKNOWN;
        }
        return !left.equals(right) ? (Object) false : literal && !(left instanceof String) ? true : UNKNOWN;
    }

    private static Object ofNumbers(BinaryExpr.Operator operator, long a, long b) {
        return switch (operator) {
            case LESS -> a < b;
            case LESS_EQUALS -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUALS -> a >= b;
            case PLUS -> number(a, b, Math::addExact);
            case MINUS -> number(a, b, Math::subtractExact);
            case MULTIPLY -> number(a, b, Math::multiplyExact);
            case DIVIDE -> b == 0 ? UNKNOWN : number(a, b, Math::divideExact);
            case REMAINDER -> b == 0 ? UNKNOWN : (Object) (a % b);
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR -> a ^ b;
            default -> UNKNOWN;
        };
    }

    /** Exact arithmetic. */
    private interface Exact {
        long of(long a, long b);
    }

    /** Numbers that could be an int are perhaps some: what is too large for one may have overflowed. */
    private static Object number(long a, long b, Exact exact) {
        try {
            long result = exact.of(a, b);
            return result == (int) result || a != (int) a || b != (int) b ? (Object) result : UNKNOWN;
        } catch (ArithmeticException e) {
            return UNKNOWN;
        }
    }

    // ------------------------------------------------------------------------------------------------ calls

    /** Of strings and whole numbers, by what the class library says of them. */
    private Object call(MethodCallExpr call) {
        Optional<Expression> scope = call.getScope();
        if (scope.isEmpty() || !CALLS.contains(call.getNameAsString())) {
            return UNKNOWN;
        }
        List<Object> arguments = call.getArguments().stream().map(this::value).toList();
        if (scope.get().toString().equals("Math")) {
            return math(call.getNameAsString(), arguments);
        }
        return value(scope.get()) instanceof String text ? ofString(text, call.getNameAsString(), arguments) : UNKNOWN;
    }

    private static Object math(String method, List<Object> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof Long a && method.equals("abs")) {
            return a < 0 ? number(0, a, Math::subtractExact) : a;
        }
        if (arguments.size() == 2 && arguments.getFirst() instanceof Long a && arguments.getLast() instanceof Long b) {
            return switch (method) {
                case "min" -> (Object) Math.min(a, b);
                case "max" -> Math.max(a, b);
                default -> UNKNOWN;
            };
        }
        return UNKNOWN;
    }

    private static Object ofString(String text, String method, List<Object> arguments) {
        if (arguments.isEmpty()) {
            return switch (method) {
                case "isEmpty" -> (Object) text.isEmpty();
                case "length" -> (long) text.length();
                default -> UNKNOWN;
            };
        }
        if (arguments.size() != 1 || !(arguments.getFirst() instanceof String other)) {
            return UNKNOWN;
        }
        return switch (method) {
            case "equals" -> (Object) text.equals(other);
            case "equalsIgnoreCase" -> text.equalsIgnoreCase(other);
            case "startsWith" -> text.startsWith(other);
            case "endsWith" -> text.endsWith(other);
            case "contains" -> text.contains(other);
            default -> UNKNOWN;
        };
    }
}
