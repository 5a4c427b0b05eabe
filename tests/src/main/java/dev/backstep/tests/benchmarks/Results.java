package dev.backstep.tests.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A folder with what was measured: a file for each section, with its parts, and for each part when, where and by which command. */
final class Results {
    private static final JSON FORMAT = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private final Path folder;

    Results(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** Parts of a section by name; empty if nothing was measured yet. */
    @SuppressWarnings("unchecked")
    Map<String, Map<String, Object>> of(Section section) throws IOException {
        Path file = file(section);
        Map<String, Map<String, Object>> parts = new TreeMap<>();
        if (Files.exists(file)) {
            JSON.std.mapFrom(Files.readString(file)).forEach((name, part) -> parts.put(name, (Map<String, Object>) part));
        }
        return parts;
    }

    /** Replaces the file as a whole, so that a run that is ended leaves the results of before. */
    void put(Section section, String name, Map<String, Object> figures, String command, String settings) throws IOException {
        Map<String, Map<String, Object>> parts = of(section);
        Map<String, Object> part = new LinkedHashMap<>(figures);
        part.put("command", command);
        part.put("settings", settings);
        part.put("date", LocalDate.now().toString());
        part.put("machine", Machine.description());
        part.put("load", Machine.load());
        parts.put(name, part);
        Path next = folder.resolve(section.name() + ".new");
        Files.writeString(next, FORMAT.asString(parts) + "\n");
        Files.move(next, file(section), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(Section section) {
        return folder.resolve(section.name() + ".json");
    }
}
