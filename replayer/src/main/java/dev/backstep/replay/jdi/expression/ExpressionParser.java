package dev.backstep.replay.jdi.expression;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.expr.Expression;
import dev.backstep.replay.session.SessionException;
import java.util.Optional;

/** Parses what users type, and the files that their code comes from. */
final class ExpressionParser {
    private static final int LONGEST = 100_000;

    private ExpressionParser() { }

    /** @throws SessionException with one sentence if it is not an expression */
    static Expression parse(String text) {
        String expression = text.strip().replaceFirst("[;\\s]+$", "");
        if (expression.isEmpty()) {
            throw new SessionException("There is no expression to evaluate.");
        }
        if (expression.length() > LONGEST) {
            throw new SessionException("The expression is too long.");
        }
        try {
            ParseResult<Expression> result = parser().parseExpression(expression);
            return result.getResult().filter(r -> result.isSuccessful())
                    .orElseThrow(() -> new SessionException("'" + shortened(expression) + "' is not a Java expression" + where(result) + "."));
        } catch (StackOverflowError e) {
            throw new SessionException("The expression is nested too deeply.", e);
        }
    }

    /** An expression or an array initializer, as may stand behind an equals sign. */
    static Expression parseValue(String text) {
        if (!text.strip().startsWith("{")) {
            return parse(text);
        }
        Expression declared = parse("new Object[] " + text);
        return declared.asArrayCreationExpr().getInitializer().orElseThrow();
    }

    /** @return the file as far as it can be parsed; empty if it cannot */
    static Optional<CompilationUnit> parseFile(String text) {
        try {
            return parser().parse(text).getResult();
        } catch (StackOverflowError e) {
            return Optional.empty();    // its imports are not worth more than that
        }
    }

    private static JavaParser parser() {
        return new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_25).setAttributeComments(false));
    }

    private static String where(ParseResult<?> result) {
        return result.getProblems().stream().findFirst().flatMap(Problem::getLocation)
                .flatMap(range -> range.toRange()).map(range -> " (at column " + range.begin.column + ")").orElse("");
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
