package dev.backstep.tests.benchmarks.page;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.Tables;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How long the timeline of the page takes to draw, in a real browser; what {@code web-ui/client/build.sh frames} measures. */
public final class Page implements Section {
    @Override
    public String name() {
        return "page";
    }

    @Override
    public String title() {
        return "The timeline on the page";
    }

    @Override
    public String question() {
        return "How long does a frame take to draw, and how long is it to the first picture?";
    }

    @Override
    @SuppressWarnings("unchecked")
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        if (keeper.has("drawn 1")) {
            return;
        }
        keeper.progress("in a browser");
        Outcome outcome;
        ProcessBuilder builder = new ProcessBuilder("sh", "build.sh", "frames", "--json").directory(Settings.projectRoot().resolve("web-ui/client").toFile());
        try (RunningCommand command = Backstep.start(builder, "")) {
            outcome = command.await(Duration.ofMinutes(20));
        }
        String json = outcome.output().lines().filter(line -> line.startsWith("{")).reduce((_, last) -> last).orElse("");
        if (outcome.exitCode() != 0 || json.isEmpty()) {
            // Needs a browser, which not every machine has: the other chapters do not depend on it.
            keeper.progress("not measured: " + outcome.errors().lines().reduce((_, last) -> last).orElse("no figures"));
            return;
        }
        Map<String, Object> result = JSON.std.mapFrom(json);
        for (String kind : List.of("drawn", "recorded")) {
            int number = 0;
            for (Object row : (List<Object>) result.get(kind)) {
                keeper.keep(kind + " " + ++number, new LinkedHashMap<>((Map<String, Object>) row));
            }
        }
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        List<String> lines = new ArrayList<>(List.of("1920×1080, in Chromium. Times of a frame while zooming and panning, and from the beginning of the navigation to the first picture and to all of it.", ""));
        lines.addAll(table(parts, "drawn", "Made-up runs, whose size is known:"));
        lines.addAll(table(parts, "recorded", "A real recording, the first time, which replays it (the first picture is that of the log), and the second, when the survey is kept. From the command to the link, from the navigation and from the command to the first picture:"));
        return lines;
    }

    private static List<String> table(Map<String, Map<String, Object>> parts, String kind, String heading) {
        List<Map<String, Object>> rows = parts.entrySet().stream().filter(part -> part.getKey().startsWith(kind)).map(Map.Entry::getValue).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>(rows.getFirst().keySet());
        names.removeAll(List.of("command", "settings", "date", "machine", "load"));
        List<String> lines = new ArrayList<>(List.of(heading, ""));
        lines.addAll(Tables.table(names.stream().map(Page::words).toList(), rows.stream().map(row -> names.stream().map(name -> String.valueOf(row.get(name))).toList()).toList()));
        lines.add("");
        return lines;
    }

    /** {@code zoomMedianMillis} as {@code zoom median, ms}. */
    private static String words(String name) {
        return name.replaceAll("Millis$", ", ms").replaceAll("([A-Z]|[0-9]+)", " $1").toLowerCase(Locale.ROOT);
    }
}
