package dev.backstep.dap.requests;

import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Filter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Exception breakpoints as clients ask for them: a filter, perhaps with a condition. */
final class ExceptionFilters {
    static final String CAUGHT = "caught";
    static final String UNCAUGHT = "uncaught";

    /** The last part of a class name begins with a capital letter; that is how it differs from a variable. */
    private static final Pattern CLASS_NAME = Pattern.compile("([\\w$]+\\.)*[A-Z][\\w$]*");

    private ExceptionFilters() { }

    /** @param condition class names, separated by commas, or an expression of type boolean; empty for none */
    static Breakpoint.Exception breakpoint(int id, String filter, String condition) {
        boolean caught = switch (filter) {
            case CAUGHT -> true;
            case UNCAUGHT -> false;
            default -> throw Trouble.WRONG_ARGUMENTS.exception("There is no exception filter '" + filter + "'.");
        };
        List<String> parts = Arrays.stream(condition.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
        boolean classes = parts.stream().allMatch(part -> CLASS_NAME.matcher(part).matches());
        return new Breakpoint.Exception(id, classes ? parts : List.of(), caught, !caught,
                classes ? Filter.NONE : new Filter(condition, "", ""));
    }
}
