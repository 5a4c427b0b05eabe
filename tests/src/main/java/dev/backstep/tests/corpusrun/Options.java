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
 * @param checkpointCount of each recording, at random positions, from each of which it is replayed to the end
 * @param recordOptions given to each {@code backstep record}
 * @param recording only this one is worked on
 * @param json where the report goes; {@code -} is standard output
 */
record Options(List<String> names, int replayCount, int checkpointCount, long seed, int rounds, int parallel, List<String> recordOptions, Task task,
        Optional<Path> recording, Optional<String> json) {
    /** What is to be done. */
    enum Task {
        RUN, LIST, COVERAGE, CHECKPOINTS
    }

    /** One of each kind, for a machine that has other things to do. */
    private static final List<String> SHORT = List.of("LostUpdates", "Philosophers", "BlockingQueues", "CompletableFutures", "Clocks", "ChildProcesses", "HttpServerAndClient",
            "sample-stalecache.Shop", "corpus-stdin-lines");

    static final String USAGE = """
            usage: backstep corpus [OPTIONS] [PROGRAM...]
            Records programs, replays them from the start and from checkpoints; all, if none is named.
              --list          only list the programs
              --coverage      only print what they cover, as Markdown (docs/corpus.md)
              --short         a few programs, 2 replays, 2 checkpoints
              --replays N     of each recording; default 5
              --checkpoints N of each recording, at random positions; it is replayed from each; default 3
              --seed N        of those positions; default: another each time
              --recording REC only take checkpoints of a recording that is there, and replay it from each
              --rounds N      recordings of each program; default 1
              --parallel N    programs at a time; default 2
              --timeout N     seconds for each process; default 180
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
        int checkpoints = 3;
        long seed = System.nanoTime() % 1_000_000;
        int rounds = 1;
        int parallel = 2;
        Task task = Task.RUN;
        Path recording = null;
        String json = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--list" -> task = Task.LIST;
                case "--coverage" -> task = Task.COVERAGE;
                case "--short" -> {
                    names.addAll(SHORT);
                    replays = 2;
                    checkpoints = 2;
                }
                case "--recording" -> {
                    recording = Path.of(word(words, ++i));
                    task = Task.CHECKPOINTS;
                }
                case "--checkpoints" -> checkpoints = number(words, ++i, 0);
                case "--seed" -> seed = number(words, ++i, 0);
                case "--replays" -> replays = number(words, ++i, 1);
                case "--rounds" -> rounds = number(words, ++i, 1);
                case "--timeout" -> System.setProperty("backstep.test.timeout", Integer.toString(number(words, ++i, 1)));
                case "--parallel" -> parallel = number(words, ++i, 1);
                case "--record" -> recordOptions.add(word(words, ++i));
                case "--json" -> json = word(words, ++i);
                default -> names.add(nameOrHelp(words[i]));
            }
        }
        return new Options(names, replays, checkpoints, seed, rounds, parallel, recordOptions, task, Optional.ofNullable(recording), Optional.ofNullable(json));
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

    private static int number(String[] words, int index, int least) {
        String word = word(words, index);
        if (!word.matches("[0-9]{1,6}") || Integer.parseInt(word) < least) {
            throw new IllegalArgumentException(words[index - 1] + " needs a number from " + least + " on, not '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
