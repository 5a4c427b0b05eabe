package dev.backstep.tests.benchmarks.travel;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import dev.backstep.tests.benchmarks.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Figures of sessions as tables, a row for each recording. */
public final class TravelText {
    private static final List<String> NAMES = List.of(
            "- **step back**: one line back, again and again, near the end; **after a seek**: the first one at a place at random.",
            "- **back 10³, 10⁵, 10⁷**: from the end so many steps (lines of the program) back. **seek**: to a place at random.",
            "- **reverse continue**: from the end to the last execution of a line from the middle, and to the first line of all.",
            "- **look**: stack and variables where nobody looked before.",
            "- **first run**: from the start to the end, once per session, checkpoints laid on the way. **survey**: the pass that answers what the timeline, the",
            "  console and the list of exceptions show; kept for the next session. **slice**: a part of the timeline. **hits**: the first 100 executions of a line.",
            "  **who wrote**: the last write to a variable.");

    private TravelText() {
    }

    public static List<String> lines(Map<String, Map<String, Object>> parts, String what) {
        List<String> lines = new ArrayList<>(NAMES);
        lines.addAll(List.of("", "Times in milliseconds, as p50 / p95 where there are two.", ""));
        lines.addAll(Tables.table(List.of(what, "million steps", "step back", "after a seek", "back 10³", "10⁵", "10⁷", "seek", "reverse continue", "to the start", "look"),
                parts.entrySet().stream().map(part -> motions(part.getKey(), part.getValue())).toList()));
        lines.add("");
        lines.addAll(Tables.table(List.of(what, "open", "first run", "survey", "slice", "hits", "who wrote"),
                parts.entrySet().stream().map(part -> questions(part.getKey(), part.getValue())).toList()));
        parts.forEach((name, figures) -> figures.forEach((figure, value) -> {
            if (figure.endsWith("Failed")) {
                lines.addAll(List.of("", "**" + name + ", " + figure.replace("Failed", "") + ": failed.** " + value));
            }
        }));
        return lines;
    }

    private static List<String> motions(String name, Map<String, Object> figures) {
        return List.of(name, cell("%.1f", number(figures, "steps") / 1e6), two(figures, "stepBack"), two(figures, "stepBackAfterSeek"), one(figures, "back1000"),
                one(figures, "back100000"), one(figures, "back10000000"), two(figures, "seek"), one(figures, "reverseContinueNear"),
                one(figures, "reverseContinueToStart"), two(figures, "look"));
    }

    private static List<String> questions(String name, Map<String, Object> figures) {
        return List.of(name, one(figures, "open"), one(figures, "firstRunToEnd"), one(figures, "survey"), cell("%.1f", number(figures, "timelineSliceP50")) + " / "
                + cell("%.1f", number(figures, "timelineSliceP95")), one(figures, "hitsOfALine"), one(figures, "whoWrote"));
    }

    private static String one(Map<String, Object> figures, String name) {
        return cell("%.0f", number(figures, name));
    }

    private static String two(Map<String, Object> figures, String name) {
        return one(figures, name + "P50") + " / " + one(figures, name + "P95");
    }
}
