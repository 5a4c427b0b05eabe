package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.session.SessionException;

/** Literals as values. */
final class Literals {
    private static final String SMALLEST_INT = "2147483648";
    private static final String SMALLEST_LONG = "9223372036854775808";

    private Literals() { }

    static Operand value(LiteralExpr literal, Machine machine) {
        VirtualMachine vm = machine.vm();
        try {
            return switch (literal) {
                case NullLiteralExpr e -> new Operand(null, null);
                case BooleanLiteralExpr e -> Operand.of(vm.mirrorOf(e.getValue()));
                case CharLiteralExpr e -> Operand.of(vm.mirrorOf(e.asChar()));
                case TextBlockLiteralExpr e -> Operand.of(machine.string(e.asString()));
                case IntegerLiteralExpr e -> Operand.of(vm.mirrorOf(integer(e)));
                case LongLiteralExpr e -> Operand.of(vm.mirrorOf(e.asNumber().longValue()));
                case DoubleLiteralExpr e -> Operand.of(floating(e, vm));
                case StringLiteralExpr e -> Operand.of(machine.string(e.asString()));
                default -> throw new SessionException("'" + literal + "' cannot be evaluated here.");
            };
        } catch (NumberFormatException e) {
            throw new SessionException("The number " + literal + " is too large for its type.", e);
        }
    }

    private static int integer(IntegerLiteralExpr e) {
        Number number = e.asNumber();
        if (number.longValue() != number.intValue()) {
            throw new NumberFormatException();
        }
        return number.intValue();
    }

    private static Value floating(DoubleLiteralExpr e, VirtualMachine vm) {
        String text = e.getValue().replace("_", "");
        boolean single = (text.endsWith("f") || text.endsWith("F")) && (!text.startsWith("0x") || text.contains("p") || text.contains("P"));
        return single ? vm.mirrorOf(Float.parseFloat(text)) : vm.mirrorOf(Double.parseDouble(text));
    }

    /** Whether it is only a number with a minus before it. */
    static boolean isSmallest(LiteralExpr literal) {
        String text = text(literal);
        return literal instanceof IntegerLiteralExpr && text.equals(SMALLEST_INT) || literal instanceof LongLiteralExpr && text.equals(SMALLEST_LONG);
    }

    static Value smallest(LiteralExpr literal, VirtualMachine vm) {
        return literal instanceof IntegerLiteralExpr ? vm.mirrorOf(Integer.MIN_VALUE) : vm.mirrorOf(Long.MIN_VALUE);
    }

    private static String text(LiteralExpr literal) {
        return literal.toString().replace("_", "").replaceFirst("[lL]$", "");
    }
}
