package dev.backstep.tests.corpusrun;

import dev.backstep.tests.support.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code backstep corpus} was asked for.
 *
 * @param names of programs; empty for all
 * @param recordOptions given to each {@code backstep record}
 * @param json where the report goes; {@code -} is standard output
 */
record Options(List<String> names, int replayCount, int rounds, int parallel, List<String> recordOptions, boolean onlyList, Optional<String> json) {
    static final String USAGE = """
            usage: backstep corpus [OPTIONS] [PROGRAM...]
            Records programs and replays them; all, if none is named.
              --list          only list the programs
              --replays N     of each recording; default 5
              --rounds N      recordings of each program; default 1
              --parallel N    programs at a time; default 2
              --record OPT    an option for 'backstep record', for example --chaos; may be repeated
              --json FILE     write the report there, too; "-": to standard output, instead of the lines
              --help
            Exit code: 0 if all is exact, 1 if a program failed, 2 if the command line is wrong. Recordings of programs that
            failed are kept in %s.""";

    Options {
        names = List.copyOf(names);
        recordOptions = List.copyOf(recordOptions);
    }

    static String usage() {
        return USAGE.formatted(Path.of("").toAbsolutePath().relativize(Settings.recordingsFolder()));
    }

    /** @throws IllegalArgumentException with a sentence for the user; without one if the usage is to be shown */
    static Options parse(String[] words) {
        List<String> names = new ArrayList<>();
        List<String> recordOptions = new ArrayList<>();
        int replays = 5;
        int rounds = 1;
        int parallel = 2;
        boolean list = false;
        String json = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--list" -> list = true;
                case "--replays" -> replays = number(words, ++i);
                case "--rounds" -> rounds = number(words, ++i);
                case "--parallel" -> parallel = number(words, ++i);
                case "--record" -> recordOptions.add(word(words, ++i));
                case "--json" -> json = word(words, ++i);
                default -> names.add(nameOrHelp(words[i]));
            }
        }
        return new Options(names, replays, rounds, parallel, recordOptions, list, Optional.ofNullable(json));
    }

    private static String nameOrHelp(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException(word.equals("--help") ? "" : "unknown option " + word);
        }
        return word;
    }

    private static String word(String[] words, int index) {
        if (index == words.length) {
            throw new IllegalArgumentException(words[index - 1] + " needs a value");
        }
        return words[index];
    }

    private static int number(String[] words, int index) {
        String word = word(words, index);
        if (!word.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(words[index - 1] + " needs a number above 0, not '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
