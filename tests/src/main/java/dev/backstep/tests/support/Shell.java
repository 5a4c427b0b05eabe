package dev.backstep.tests.support;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as one would type them. */
final class Shell {
    private Shell() {
    }

    static String quote(List<String> command) {
        return command.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
