package dev.backstep.replay.jdi.expression;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.session.SessionException;

/** Operators on primitive values, with Java's numeric promotion (JLS 5.6). */
final class Arithmetic {
    private final VirtualMachine vm;

    Arithmetic(VirtualMachine vm) {
        this.vm = vm;
    }

    /** @return the name of the type to which both are promoted */
    static String promoted(String a, String b) {
        for (String wide : new String[] {"double", "float", "long"}) {
            if (a.equals(wide) || b.equals(wide)) {
                return wide;
            }
        }
        return "int";
    }

    Value binary(String operator, PrimitiveValue a, PrimitiveValue b) {
        if (a instanceof BooleanValue x && b instanceof BooleanValue y) {
            return vm.mirrorOf(logical(operator, x.value(), y.value()));
        }
        if (a instanceof BooleanValue || b instanceof BooleanValue) {
            throw new SessionException("The operator " + operator + " cannot be applied to " + a.type().name() + " and " + b.type().name() + ".");
        }
        if (operator.equals("<<") || operator.equals(">>") || operator.equals(">>>")) {
            return shift(operator, a, b);
        }
        try {
            return switch (promoted(a.type().name(), b.type().name())) {
                case "double" -> ofDouble(operator, a.doubleValue(), b.doubleValue());
                case "float" -> ofFloat(operator, a.floatValue(), b.floatValue());
                case "long" -> ofLong(operator, a.longValue(), b.longValue());
                default -> ofInt(operator, a.intValue(), b.intValue());
            };
        } catch (ArithmeticException e) {
            throw new SessionException("Division by zero.", e);
        }
    }

    private static boolean logical(String operator, boolean a, boolean b) {
        return switch (operator) {
            case "&" -> a & b;
            case "|" -> a | b;
            case "^", "!=" -> a ^ b;
            case "==" -> a == b;
            default -> throw unknown(operator, "boolean");
        };
    }

    private Value ofInt(String operator, int a, int b) {
        return switch (operator) {
            case "+" -> vm.mirrorOf(a + b);
            case "-" -> vm.mirrorOf(a - b);
            case "*" -> vm.mirrorOf(a * b);
            case "/" -> vm.mirrorOf(a / b);
            case "%" -> vm.mirrorOf(a % b);
            case "&" -> vm.mirrorOf(a & b);
            case "|" -> vm.mirrorOf(a | b);
            case "^" -> vm.mirrorOf(a ^ b);
            default -> comparison(operator, Integer.compare(a, b), "int");
        };
    }

    private Value ofLong(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> vm.mirrorOf(a + b);
            case "-" -> vm.mirrorOf(a - b);
            case "*" -> vm.mirrorOf(a * b);
            case "/" -> vm.mirrorOf(a / b);
            case "%" -> vm.mirrorOf(a % b);
            case "&" -> vm.mirrorOf(a & b);
            case "|" -> vm.mirrorOf(a | b);
            case "^" -> vm.mirrorOf(a ^ b);
            default -> comparison(operator, Long.compare(a, b), "long");
        };
    }

    private Value ofFloat(String operator, float a, float b) {
        return switch (operator) {
            case "+" -> vm.mirrorOf(a + b);
            case "-" -> vm.mirrorOf(a - b);
            case "*" -> vm.mirrorOf(a * b);
            case "/" -> vm.mirrorOf(a / b);
            case "%" -> vm.mirrorOf(a % b);
            default -> vm.mirrorOf(comparedDoubles(operator, a, b, "float"));
        };
    }

    private Value ofDouble(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> vm.mirrorOf(a + b);
            case "-" -> vm.mirrorOf(a - b);
            case "*" -> vm.mirrorOf(a * b);
            case "/" -> vm.mirrorOf(a / b);
            case "%" -> vm.mirrorOf(a % b);
            default -> vm.mirrorOf(comparedDoubles(operator, a, b, "double"));
        };
    }

    private Value comparison(String operator, int order, String type) {
        return vm.mirrorOf(switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "==" -> order == 0;
            case "!=" -> order != 0;
            default -> throw unknown(operator, type);
        });
    }

    /** Not by an order: NaN is neither. */
    private static boolean comparedDoubles(String operator, double a, double b, String type) {
        return switch (operator) {
            case "<" -> a < b;
            case "<=" -> a <= b;
            case ">" -> a > b;
            case ">=" -> a >= b;
            case "==" -> a == b;
            case "!=" -> a != b;
            default -> throw unknown(operator, type);
        };
    }

    /** Each side is promoted by itself. */
    private Value shift(String operator, PrimitiveValue a, PrimitiveValue b) {
        requireIntegral(operator, a);
        requireIntegral(operator, b);
        long distance = b.longValue();
        if (a.type().name().equals("long")) {
            long value = a.longValue();
            return vm.mirrorOf(operator.equals("<<") ? value << distance : operator.equals(">>") ? value >> distance : value >>> distance);
        }
        int value = a.intValue();
        return vm.mirrorOf(operator.equals("<<") ? value << distance : operator.equals(">>") ? value >> distance : value >>> distance);
    }

    Value unary(String operator, PrimitiveValue value) {
        if (value instanceof BooleanValue b) {
            if (operator.equals("!")) {
                return vm.mirrorOf(!b.value());
            }
            throw unknown(operator, "boolean");
        }
        return switch (operator) {
            case "+" -> isFloating(value) ? value : binary("+", value, vm.mirrorOf(0));
            case "-" -> value.type().name().equals("double") ? vm.mirrorOf(-value.doubleValue())
                    : value.type().name().equals("float") ? vm.mirrorOf(-value.floatValue()) : binary("-", vm.mirrorOf(0), value);
            case "~" -> {
                requireIntegral(operator, value);
                yield binary("^", value, vm.mirrorOf(-1));
            }
            default -> throw unknown(operator, value.type().name());
        };
    }

    /** A cast between numeric types. */
    Value convert(PrimitiveValue value, String to) {
        if (value.type().name().equals(to)) {
            return value;
        }
        if (value instanceof BooleanValue || to.equals("boolean")) {
            throw new SessionException(value.type().name() + " cannot be converted to " + to + ".");
        }
        return switch (to) {
            case "byte" -> vm.mirrorOf((byte) integral(value));
            case "short" -> vm.mirrorOf((short) integral(value));
            case "char" -> vm.mirrorOf((char) integral(value));
            case "int" -> vm.mirrorOf(isFloating(value) ? (int) value.doubleValue() : (int) value.longValue());
            case "long" -> vm.mirrorOf(isFloating(value) ? (long) value.doubleValue() : value.longValue());
            case "float" -> vm.mirrorOf(value.floatValue());
            case "double" -> vm.mirrorOf(value.doubleValue());
            default -> throw new SessionException(value.type().name() + " cannot be converted to " + to + ".");
        };
    }

    /** Floating numbers become small integers by way of {@code int} (JLS 5.1.3). */
    private static long integral(PrimitiveValue value) {
        return isFloating(value) ? (int) value.doubleValue() : value.longValue();
    }

    private static boolean isFloating(PrimitiveValue value) {
        return value.type().name().equals("double") || value.type().name().equals("float");
    }

    private static void requireIntegral(String operator, PrimitiveValue value) {
        if (isFloating(value) || value instanceof BooleanValue) {
            throw unknown(operator, value.type().name());
        }
    }

    private static SessionException unknown(String operator, String type) {
        return new SessionException("The operator " + operator + " cannot be applied to " + type + ".");
    }
}
