package dev.backstep.replay.query;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition of which the runtime's own look at variables can say that it does not hold. Where it may hold a debugger evaluates it, so
 * nothing is decided here that Java might see otherwise; but for one thing: what is false because of one part is false, also where another
 * part, evaluated before, would have thrown.
 */
final class QuickCondition {
    private final Expression condition;
    private final List<PathExpression> paths;

    private QuickCondition(Expression condition, List<PathExpression> paths) {
        this.condition = condition;
        this.paths = List.copyOf(paths);
    }

    /** @return empty if only a debugger can evaluate it */
    static Optional<QuickCondition> parse(String text) {
        ParseResult<Expression> parsed = new JavaParser(new ParserConfiguration().setAttributeComments(false)).parseExpression(text);
        Optional<Expression> condition = parsed.getResult().filter(_ -> parsed.isSuccessful()).filter(QuickCondition::onlyLooks);
        return condition.flatMap(found -> {
            List<PathExpression> paths = new ArrayList<>();
            new QuickEvaluation(path -> {
                if (!paths.contains(path)) {
                    paths.add(path);
                }
                return QuickEvaluation.UNKNOWN;
            }).value(found);
            return paths.isEmpty() ? Optional.empty() : Optional.of(new QuickCondition(found, paths));
        });
    }

    private static boolean onlyLooks(Expression expression) {
        return expression.findFirst(AssignExpr.class).isEmpty() && expression.findFirst(LambdaExpr.class).isEmpty()
                && expression.findFirst(UnaryExpr.class, unary -> unary.isPrefix() && isCount(unary) || unary.isPostfix()).isEmpty();
    }

    private static boolean isCount(UnaryExpr unary) {
        return unary.getOperator() == UnaryExpr.Operator.PREFIX_INCREMENT || unary.getOperator() == UnaryExpr.Operator.PREFIX_DECREMENT;
    }

    /** What is to be known at each execution. */
    List<PathExpression> paths() {
        return paths;
    }

    /** @param values of the paths */
    boolean mayHold(List<ValueText> values) {
        return new QuickEvaluation(path -> QuickEvaluation.of(values.get(paths.indexOf(path)))).value(condition) != Boolean.FALSE;
    }
}
