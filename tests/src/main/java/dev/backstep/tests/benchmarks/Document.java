package dev.backstep.tests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** docs/benchmarks.md: a chapter for each section, made of what is kept, and a last one that is written by hand. */
final class Document {
    private static final String BY_HAND = "## Where the rest goes";

    private final Results results;

    Document(Results results) {
        this.results = results;
    }

    /** What is written by hand stays. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Benchmarks", "",
                "Made by `backstep bench --markdown`, but for the last section: [" + BY_HAND.substring(3) + "](#where-the-rest-goes). All that was measured is in",
                "`docs/benchmarks/*.json`. Bad figures come first.", ""));
        for (Section section : Sections.all()) {
            String picture = section.picture(results.of(section));
            List<String> chapter = chapter(section);
            if (!picture.isEmpty()) {
                Files.writeString(results.folder().resolve(section.name() + ".svg"), picture);
                chapter.addAll(Math.min(4, chapter.size()), List.of("![" + section.title() + "](" + results.folder().getFileName() + "/" + section.name() + ".svg)", ""));
            }
            lines.addAll(chapter);
        }
        String old = Files.exists(file) ? Files.readString(file) : "";
        int byHand = old.indexOf(BY_HAND + "\n");
        Files.writeString(file, String.join("\n", lines) + "\n" + (byHand < 0 ? BY_HAND + "\n" : old.substring(byHand)));
    }

    /** Title, question, text, and where it was measured by which commands. */
    List<String> chapter(Section section) throws IOException {
        Map<String, Map<String, Object>> parts = results.of(section);
        List<String> lines = new ArrayList<>(List.of("## " + section.title(), "", section.question(), ""));
        if (parts.isEmpty()) {
            lines.addAll(List.of("Not measured yet.", ""));
            return lines;
        }
        lines.addAll(section.text(parts));
        lines.add("");
        sources(parts).forEach((source, names) -> lines.addAll(List.of(source + ": " + String.join(", ", names) + ".", "")));
        return lines;
    }

    private static Map<String, List<String>> sources(Map<String, Map<String, Object>> parts) {
        Map<String, List<String>> sources = new TreeMap<>();
        parts.forEach((name, part) -> sources.computeIfAbsent("`" + part.get("command") + "`, " + part.get("date") + ", " + part.get("machine"), _ -> new ArrayList<>())
                .add(name + Tables.format(" (load %.1f)", Tables.number(part, "load"))));
        return sources;
    }
}
