package dev.backstep.tests.corpusrun;

import dev.backstep.tests.support.Corpus;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the programs of the corpus exercise, found out from the programs themselves where that is possible. */
public final class Coverage {
    private static final List<String> CONCURRENT = List.of("java/util/concurrent", "java/util/concurrent/atomic", "java/util/concurrent/locks");
    private static final Pattern CLASS = Pattern.compile("java/util/concurrent/[A-Za-z/]+");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

    /** What goes wrong in programs with several threads, by the names of the textbooks. */
    private static final Map<String, List<String>> CLASSICS = new TreeMap<>(Map.of("lost update", List.of("LostUpdates", "sample-lostupdate.LostUpdate"),
            "double-checked locking", List.of("DoubleCheckedLocking"), "dining philosophers", List.of("Philosophers"), "bounded buffer", List.of("WaitAndNotify"),
            "ABA", List.of("AbaStack"), "readers and writers", List.of("ReadWriteLocks"), "deadlock", List.of("DeadlockedDaemons", "corpus-sample-deadlock"),
            "unsafe publication, spinning", List.of("SpinOnPlainField", "SpinLoops"), "unsafe map", List.of("RacyHashMap"), "check, then act", List.of("Bank", "RacingDeposits")));

    private final List<Program> programs;

    public Coverage(List<Program> programs) {
        this.programs = programs;
    }

    /** Rows of the table "Sources" in docs/determinism.md, each with its programs that are in the corpus. */
    public Map<String, Set<String>> sources() throws IOException {
        Set<String> names = programs.stream().map(Program::name).collect(Collectors.toSet());
        List<String> lines = Files.readAllLines(Settings.projectRoot().resolve("docs/determinism.md"));
        Map<String, Set<String>> rows = new TreeMap<>();
        boolean inTable = false;
        for (String line : lines) {
            inTable = line.startsWith("## ") ? line.equals("## Sources") : inTable;
            String[] cells = line.split("\\|");
            if (inTable && cells.length == 5 && !cells[1].isBlank() && !cells[1].startsWith("---") && !cells[1].equals(" Source ")) {
                rows.put(cells[1].strip(), NAME.matcher(cells[4]).results().map(MatchResult::group).map(name -> name.replace("`", "")).filter(names::contains)
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return rows;
    }

    /** Public classes of java.util.concurrent, each with the programs whose own class files name it. */
    public Map<String, Set<String>> concurrentClasses() throws IOException {
        Map<String, Set<String>> users = new TreeMap<>();
        for (String folder : CONCURRENT) {
            try (Stream<Path> files = Files.list(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base", folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".class") && !each.toString().contains("$")).toList()) {
                    if (ClassFile.of().parse(file).flags().has(AccessFlag.PUBLIC)) {
                        String name = file.getFileName().toString();
                        users.put(folder.replace('/', '.') + "." + name.substring(0, name.length() - ".class".length()), new TreeSet<>());
                    }
                }
            }
        }
        for (Program program : programs) {
            for (String name : namedBy(program)) {
                Set<String> found = users.get(name);
                if (found != null) {
                    found.add(program.name());
                }
            }
        }
        return users;
    }

    /** Classes of java.util.concurrent in the constant pools of a program's main class and its nested ones. */
    private static Set<String> namedBy(Program program) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String word : program.javaArguments()) {
            Path file = Settings.testClasses().resolve(word.replace('.', '/') + ".class");
            if (word.startsWith("dev.backstep.tests.") && Files.exists(file)) {
                String simple = file.getFileName().toString().replace(".class", "");
                try (Stream<Path> files = Files.list(file.getParent())) {
                    for (Path each : files.filter(path -> path.getFileName().toString().matches(Pattern.quote(simple) + "(\\$.*)?\\.class")).toList()) {
                        for (PoolEntry entry : ClassFile.of().parse(each).constantPool()) {
                            if (entry instanceof Utf8Entry text) {
                                CLASS.matcher(text.stringValue()).results().forEach(match -> names.add(match.group().replace('/', '.')));
                            }
                        }
                    }
                }
            }
        }
        return names;
    }

    public Map<String, List<String>> classics() {
        return CLASSICS;
    }

    /** docs/corpus.md. */
    String markdown() throws IOException {
        List<String> lines = new ArrayList<>(List.of("# The corpus", "",
                "Made by `backstep corpus --coverage`. Question: on which programs is \"replays exactly\" proved?", "",
                "`backstep corpus` records each of " + programs.size() + " programs once, replays it several times, takes checkpoints at random positions of a replay and goes on",
                "from each of them to the end: output, exit code, steps, ticks and events must be the same, with no divergence. Debuggees have simple names", "(`tests/debuggees`), programs of others `corpus-` (`corpus.txt`), samples `sample-`.", ""));
        table(lines, "Sources of nondeterminism", "source", sources());
        table(lines, "Classes of java.util.concurrent", "class", concurrentClasses());
        table(lines, "Racy classics", "classic", classics());
        lines.addAll(List.of("## Programs of others, and samples", "", "| program | what it is here for |", "|---|---|"));
        Corpus.covers().forEach((name, covers) -> lines.add("| " + name + " | " + covers + " |"));
        return String.join("\n", lines);
    }

    private static void table(List<String> lines, String title, String what, Map<String, ? extends Collection<String>> rows) {
        lines.addAll(List.of("## " + title, "", "| " + what + " | programs |", "|---|---|"));
        rows.forEach((row, names) -> lines.add("| " + row + " | " + (names.isEmpty() ? "**none**" : first(names)) + " |"));
        lines.add("");
    }

    /** Not all: some classes are everywhere. */
    private static String first(Collection<String> names) {
        return names.stream().limit(6).collect(Collectors.joining(", ")) + (names.size() > 6 ? " and " + (names.size() - 6) + " more" : "");
    }
}
