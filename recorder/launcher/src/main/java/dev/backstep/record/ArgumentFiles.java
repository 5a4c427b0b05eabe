package dev.backstep.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces {@code @argfiles} by the arguments in them, as the {@code java} launcher does before it looks at any option
 * (libjli, args.c, JDK 25): only up to the main class, not inside such files again, {@code @@x} stands for {@code @x},
 * and {@code --disable-@files} ends it. {@code JDK_JAVA_OPTIONS} is split and expanded first.
 *
 * <p>One object follows one command line.
 */
final class ArgumentFiles {
    private final Path workingDirectory;
    private final List<String> expanded = new ArrayList<>();
    private boolean mainSeen;
    private boolean valueExpected;
    private boolean disabled;

    /** @param workingDirectory what relative file names are relative to */
    ArgumentFiles(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** @return all arguments added so far, expanded */
    List<String> expanded() {
        return expanded;
    }

    /** @return whether what follows is for the program */
    boolean mainSeen() {
        return mainSeen;
    }

    /**
     * Adds the content of {@code JDK_JAVA_OPTIONS}: words between white space, quotes of both kinds, no escapes.
     *
     * @throws JavaCommandException if a quote is open, or the value names a main class or ends the launcher
     */
    void addEnvironmentOptions(String value) {
        for (String word : splitQuoted(value)) {
            int before = expanded.size();
            add(word);
            for (String argument : expanded.subList(before, expanded.size())) {
                if (JavaOptions.isForbiddenInEnvironment(argument)) {
                    throw new JavaCommandException("JDK_JAVA_OPTIONS may not contain " + argument);
                }
            }
            if (mainSeen) {
                throw new JavaCommandException("JDK_JAVA_OPTIONS may not name a main class");
            }
        }
    }

    /**
     * Adds one argument of the command line.
     *
     * @throws JavaCommandException if it names an argument file that cannot be read
     */
    void add(String argument) {
        if (!mainSeen && !disabled && argument.startsWith("--source") && argument.contains(" ")) {
            // The kernel hands over all that follows the program in a #! line as one argument.
            List.of(argument.strip().split("\\s+")).forEach(this::add);
            return;
        }
        boolean namesFile = !mainSeen && !disabled && argument.length() > 1 && argument.charAt(0) == '@';
        if (!namesFile) {
            take(argument);
        } else if (argument.charAt(1) == '@') {
            take(argument.substring(1));
        } else {
            readFile(argument.substring(1)).forEach(this::take);
        }
    }

    private List<String> readFile(String name) {
        try {
            // The launcher does not decode it; almost everybody's encoding is UTF-8, and replay is all that reads this.
            byte[] content = Files.readAllBytes(workingDirectory.resolve(name));
            return new ArgumentFileTokens(new String(content, StandardCharsets.UTF_8)).all();
        } catch (IOException e) {
            throw new JavaCommandException("cannot read the argument file " + name);
        }
    }

    private void take(String argument) {
        expanded.add(argument);
        if (!mainSeen) {
            lookForMain(argument);
        }
    }

    /** The first argument that is neither an option nor an option's value is what to run. */
    private void lookForMain(String argument) {
        if (!argument.startsWith("-")) {
            mainSeen = !valueExpected;
            valueExpected = false;
            return;
        }
        // The value of these two is what to run, so it must be seen as such.
        valueExpected = JavaOptions.takesNextArgument(argument) && !JavaOptions.isModule(argument);
        disabled |= argument.equals("--disable-@files");
        mainSeen = argument.startsWith("--module=");
    }

    /** @throws JavaCommandException if a quote is open at the end */
    static List<String> splitQuoted(String value) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote == 0 && isSpace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote && quote != 0) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new JavaCommandException("unmatched quote in " + value);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** What isspace(3) says in the C locale. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
