package dev.backstep.tests.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code backstep bench} was asked for.
 *
 * @param names of sections and workloads; empty for all
 * @param runCount processes for each workload and mode
 * @param roundPercent of the usual number of rounds in each of them
 * @param modes of running a workload; empty for all
 * @param lengthsSeconds of the recordings of which is measured how things grow
 * @param threadCounts of the same
 * @param markdown whether docs/benchmarks.md is to be made of the results
 * @param resume whether what was measured with the same options today is left as it is
 * @param onlyPrint whether nothing is to be measured
 */
public record BenchOptions(List<String> names, int runCount, int roundPercent, List<String> modes, List<Integer> lengthsSeconds, List<Integer> threadCounts,
        Optional<String> json, boolean markdown, boolean resume, boolean onlyPrint) {
    static final String USAGE = """
            usage: backstep bench [OPTIONS] [SECTION|WORKLOAD...]
            Measures what recording, replaying and going back cost. All sections and workloads, if none is named.
              --runs N        processes for each workload and mode; default 2
              --rounds N      percent of the usual number of rounds in each process; default 40
              --modes A,B,..  %s;
                              stock is always there; default: all
              --lengths A,B   seconds of the recordings that show how things grow; default 10 (documented: 10,60,300)
              --threads A,B   of the same; default 1,4,16,200
              --resume        leave what was measured today with the same options
              --print         measure nothing, print what was measured last
              --markdown      keep the results in docs/benchmarks and write docs/benchmarks.md, with all that is kept there
              --json FILE     write all results there, too; "-": to standard output, instead of the tables
              --help
            Sections: %s.
            Workloads of the section overhead: %s.
            What is measured is kept at once, in tests/target/benchmarks without --markdown. Progress goes to standard error.""";

    static String usage() {
        return USAGE.formatted(String.join(", ", Sections.modes()), String.join(", ", Sections.names()), String.join(", ", Sections.workloads()));
    }

    /** @throws IllegalArgumentException with a sentence for the user; without one if the usage is to be shown */
    static BenchOptions parse(String[] words) {
        List<String> names = new ArrayList<>();
        int runs = 2;
        int rounds = 40;
        List<String> modes = List.of();
        List<Integer> lengths = List.of(10);
        List<Integer> threads = List.of(1, 4, 16, 200);
        String json = null;
        boolean markdown = false;
        boolean resume = false;
        boolean print = false;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--runs" -> runs = number(words[i], word(words, ++i));
                case "--rounds" -> rounds = number(words[i], word(words, ++i));
                case "--modes" -> modes = modes(word(words, ++i));
                case "--lengths" -> lengths = numbers(words, ++i);
                case "--threads" -> threads = numbers(words, ++i);
                case "--json" -> json = word(words, ++i);
                case "--markdown" -> markdown = true;
                case "--resume" -> resume = true;
                case "--print" -> print = true;
                case "--help", "-h" -> throw new IllegalArgumentException("");
                default -> names.add(name(words[i]));
            }
        }
        return new BenchOptions(List.copyOf(names), runs, rounds, modes, lengths, threads, Optional.ofNullable(json), markdown, resume, print);
    }

    private static String name(String word) {
        List<String> known = new ArrayList<>(Sections.names());
        known.addAll(Sections.workloads());
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + word);
        }
        return known.stream().filter(word::equalsIgnoreCase).findFirst().orElseThrow(() -> new IllegalArgumentException("no such section or workload: " + word));
    }

    private static List<String> modes(String text) {
        List<String> modes = List.of(text.split(","));
        for (String mode : modes) {
            if (!Sections.modes().contains(mode)) {
                throw new IllegalArgumentException("no such mode: " + mode);
            }
        }
        return modes;
    }

    private static List<Integer> numbers(String[] words, int index) {
        return Arrays.stream(word(words, index).split(",")).map(each -> number(words[index - 1], each)).toList();
    }

    private static String word(String[] words, int index) {
        if (index == words.length) {
            throw new IllegalArgumentException(words[index - 1] + " needs a value");
        }
        return words[index];
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " needs a number above 0, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Whether a section has anything to do. @param parts names of its own that count like its name */
    public boolean wants(String section, List<String> parts) {
        return names.isEmpty() || names.contains(section) || parts.stream().anyMatch(names::contains);
    }

    /** What of it makes a difference to a measured figure. */
    String settings() {
        return "--runs " + runCount + " --rounds " + roundPercent;
    }
}
