package dev.backstep.cli;

import dev.backstep.record.RecordResult.Recorded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code record} says at its end. */
final class RecordReport {
    private static final int MAX_WARNINGS = 5;
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    private final Recorded recorded;
    private final RecordedCheckpoints checkpoints;

    RecordReport(Recorded recorded) {
        this(recorded, null);
    }

    /** @param checkpoints null if none were wanted */
    RecordReport(Recorded recorded, RecordedCheckpoints checkpoints) {
        this.recorded = recorded;
        this.checkpoints = checkpoints;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> warnings = recorded.warnings();
        warnings.stream().limit(MAX_WARNINGS).map(text -> "warning: " + text).forEach(lines::add);
        String file = CommandText.of(List.of(shortPath(recorded.file())));
        if (warnings.size() > MAX_WARNINGS) {
            lines.add("warning: " + (warnings.size() - MAX_WARNINGS) + " more; see: backstep info " + file);
        }
        recorded.deadlocks().forEach(text -> lines.add("deadlock: " + text));
        lines.add("recorded " + recorded.eventCount() + " events, " + recorded.tickCount() + " ticks, "
                + size(recorded.sizeBytes()) + " in " + file + "; replay with: backstep replay " + file);
        if (checkpoints != null) {
            lines.add(checkpoints.line());
        }
        return lines;
    }

    Map<String, Object> toJson(int exitCode) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", recorded.file().toString());
        json.put("exitCode", exitCode);
        json.put("ending", recorded.ending().name().toLowerCase(Locale.ROOT));
        json.put("events", recorded.eventCount());
        json.put("ticks", recorded.tickCount());
        json.put("sizeBytes", recorded.sizeBytes());
        json.put("warnings", recorded.warnings());
        json.put("deadlocks", recorded.deadlocks());
        if (checkpoints != null) {
            checkpoints.addTo(json);
        }
        return json;
    }

    /** @return relative to the current folder if it is below it */
    static String shortPath(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        if (unit == 0) {
            return bytes + " " + UNITS[0];
        }
        long tenths = Math.round(amount * 10);  // not by a formatter, which takes 5 ms when it is used first
        return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
    }
}
