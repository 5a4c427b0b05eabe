package dev.backstep.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as a POSIX shell would take them. */
final class CommandText {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private CommandText() { }

    static String of(List<String> words) {
        return words.stream().map(CommandText::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
