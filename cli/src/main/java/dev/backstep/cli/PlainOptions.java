package dev.backstep.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options and what follows them, split for {@link UsualCommands}: only options that are spelled out, each at most once, with
 * its value as the next argument.
 *
 * @param values by the first of an option's names; of a flag empty
 * @param rest from the first argument that is no option; without the {@code --} before it
 */
record PlainOptions(Map<String, String> values, List<String> rest) {
    /** Names separated by commas, such as {@code -o,--output}. */
    record Names(List<String> flags, List<String> valued) { }

    /** @return empty if there is anything else than that */
    static Optional<PlainOptions> split(List<String> arguments, Names names) {
        Map<String, String> values = new HashMap<>();
        int next = 0;
        while (next < arguments.size() && arguments.get(next).startsWith("-")) {
            String argument = arguments.get(next++);
            if (argument.equals("--")) {
                return Optional.of(new PlainOptions(values, arguments.subList(next, arguments.size())));
            }
            String flag = find(argument, names.flags());
            String valued = find(argument, names.valued());
            if (flag != null) {
                valued = flag;
                argument = "";
            } else if (valued != null && next < arguments.size() && !arguments.get(next).startsWith("-")) {
                argument = arguments.get(next++);
            } else {
                return Optional.empty();
            }
            if (argument.startsWith("\"") || values.put(valued, argument) != null) {
                return Optional.empty();    // picocli removes quotes
            }
        }
        return Optional.of(new PlainOptions(values, new ArrayList<>(arguments.subList(next, arguments.size()))));
    }

    private static String find(String argument, List<String> options) {
        for (String option : options) {
            if (List.of(option.split(",")).contains(argument)) {
                return option.split(",")[0];
            }
        }
        return null;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
