package dev.backstep.replay;

import dev.backstep.recording.Machine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The largest heap of a replay. A replay holds each weakly or softly referenced object for as long as the recorded run looked
 * at it, and that is decided by the recorded collector, so the replay may need any multiple of the recorded heap. What it does not
 * use it does not take from the machine.
 */
final class HeapLimit {
    private static final Pattern EXPLICIT = Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d{1,15})([kKmMgGtT]?)");
    private static final Pattern MEMORY = Pattern.compile("-XX:MaxRAM=(\\d{1,15})([kKmMgGtT]?)");
    private static final Pattern PERCENTAGE = Pattern.compile("-XX:(?:MaxRAMPercentage=(\\d+(?:\\.\\d+)?)|MaxRAMFraction=(\\d+))");
    /** HotSpot's MaxRAMPercentage. */
    private static final double DEFAULT_PERCENTAGE = 25;
    private static final String UNITS = "kmgt";
    /** With more, objects are laid out differently, and the program can find that out. A gigabyte short of what is possible. */
    private static final long COMPRESSED_POINTERS_BYTES = 31L << 30;

    private HeapLimit() { }

    /** @return whether an option has a say in the recorded limit, and none in that of the replay */
    static boolean isSetBy(String option) {
        return EXPLICIT.matcher(option).matches() || MEMORY.matcher(option).matches() || PERCENTAGE.matcher(option).matches();
    }

    /**
     * @param options recorded
     * @param recording the machine that recorded
     * @param replaying the machine that replays
     * @return at least what the recording had, twice that if possible, and half of this machine's memory
     */
    static long bytes(List<String> options, Machine recording, Machine replaying) {
        long recorded = recordedBytes(options, recording.memoryBytes());
        long wanted = Math.max(2 * recorded, replaying.memoryBytes() / 2);
        boolean compressed = recorded <= COMPRESSED_POINTERS_BYTES && !options.contains("-XX:-UseCompressedOops");
        return compressed ? Math.min(wanted, COMPRESSED_POINTERS_BYTES) : wanted;
    }

    /** The last one counts, but an explicit size before any percentage. */
    private static long recordedBytes(List<String> options, long machineBytes) {
        long explicit = 0;
        long memory = machineBytes;
        double percentage = DEFAULT_PERCENTAGE;
        for (String option : options) {
            Matcher matcher = EXPLICIT.matcher(option);
            if (matcher.matches()) {
                explicit = sizeBytes(matcher);
            } else if ((matcher = MEMORY.matcher(option)).matches()) {
                memory = sizeBytes(matcher);
            } else if ((matcher = PERCENTAGE.matcher(option)).matches()) {
                percentage = matcher.group(1) != null ? Double.parseDouble(matcher.group(1))
                        : 100.0 / Math.max(1, Long.parseLong(matcher.group(2)));
            }
        }
        return explicit > 0 ? explicit : (long) (memory / 100.0 * percentage);
    }

    private static long sizeBytes(Matcher matcher) {
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        return Long.parseLong(matcher.group(1)) << (unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1));
    }
}
