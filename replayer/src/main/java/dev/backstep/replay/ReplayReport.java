package dev.backstep.replay;

import dev.backstep.replay.ReplayResult.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the runtime writes when a replay ends: UTF-8 lines {@code key=value}.
 *
 * <pre>
 * result=exact | ended | divergence | error        events=N  ticks=N  switches=N  exit=STATUS  message=TEXT
 * thread=ID NAME  tick=N  offset=N  event=INDEX  expected=TEXT  actual=TEXT        (divergence)
 * stack=FRAME                                                                      (once for each frame)
 * </pre>
 */
final class ReplayReport {
    private static final String STACK = "stack";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> stack = new ArrayList<>();

    private ReplayReport() { }

    static ReplayReport read(Path file) throws IOException {
        ReplayReport report = new ReplayReport();
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String lastKey = null;
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            if (key.equals(STACK)) {
                report.stack.add(line.substring(equals + 1));
            } else if (key.matches("[a-z]+")) {
                report.values.put(key, line.substring(equals + 1));
                lastKey = key;
            } else if (lastKey != null) {
                report.values.merge(lastKey, line, (start, rest) -> start + "\n" + rest);   // a text of several lines
            }
        }
        return report;
    }

    /** Whether the JVM died before it could write one. */
    boolean isMissing() {
        return values.isEmpty();
    }

    /** @param processStatus of the JVM, told when it left no report */
    ReplayResult toResult(int processStatus) {
        Counts counts = new Counts(number("events"), number("ticks"), number("switches"));
        return switch (values.getOrDefault("result", "")) {
            case "exact" -> new ReplayResult.Exact(counts, (int) number("exit"));
            case "ended" -> new ReplayResult.Ended(counts);
            case "divergence" -> new ReplayResult.Diverged(counts, divergence());
            case "error" -> new ReplayResult.Failed(counts, text("message", text("actual", "the runtime gave no reason")));
            default -> new ReplayResult.Failed(counts, "the replaying JVM ended with status " + processStatus
                    + " without a report; 'backstep replay REC' without --quiet shows what it printed");
        };
    }

    private Divergence divergence() {
        String thread = text("thread", "0");
        int space = thread.indexOf(' ');
        String id = space < 0 ? thread : thread.substring(0, space);
        return new Divergence((int) number(id, 0), space < 0 ? "" : thread.substring(space + 1), number("tick"),
                number("event"), number("offset"), text("expected", "unknown"), text("actual", "unknown"), stack);
    }

    private String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    private long number(String key) {
        return number(values.getOrDefault(key, ""), 0);
    }

    /** A report cut off by a full disk is no reason to hide what it says. */
    private static long number(String text, long otherwise) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
