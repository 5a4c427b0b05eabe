package dev.backstep.replay;

import dev.backstep.recording.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a JVM finds out about its surroundings before the log begins, as options: the classes that boot first keep it in
 * their static fields.
 */
final class BootFacts {
    /**
     * Kept by jdk.internal.util.StaticProperty, System.out, Locale and others. Not java.io.tmpdir: a temporary folder that
     * is given is looked at after the beginning of the log, and on Linux it is /tmp unless it is given.
     */
    private static final List<String> PROPERTIES = List.of("user.home", "user.dir", "user.name", "os.version",
            "stdin.encoding", "stdout.encoding", "stderr.encoding",
            "user.language", "user.language.display", "user.language.format",
            "user.country", "user.country.display", "user.country.format",
            "user.script", "user.script.display", "user.script.format",
            "user.variant", "user.variant.display", "user.variant.format");
    /** Put among the system properties of the log by the runtime; jdk.internal.misc.VM keeps it. */
    private static final String DIRECT_MEMORY = "backstep.vm.maxDirectMemory";
    private static final Pattern COLLECTOR = Pattern.compile(
            "-XX:\\+(Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC|AggressiveHeap)|-XX:\\+?NeverActAsServerClassMachine");

    private BootFacts() { }

    /**
     * @param options recorded
     * @param properties system properties at the beginning of the log
     */
    static List<String> options(List<String> options, Machine recording, Map<String, String> properties) {
        List<String> facts = new ArrayList<>();
        for (String name : PROPERTIES) {
            String value = properties.get(name);
            if (value != null) {
                facts.add("-D" + name + "=" + value);
            }
        }
        if (recording.processorCount() > 0) {
            addIfNotGiven(facts, options, "-XX:ActiveProcessorCount=", Integer.toString(recording.processorCount()));
        }
        String directMemory = properties.get(DIRECT_MEMORY);
        if (directMemory != null) {
            addIfNotGiven(facts, options, "-XX:MaxDirectMemorySize=", directMemory);
        }
        if (recording.memoryBytes() > 0 && options.stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
            facts.add(recording.isServer() ? "-XX:+UseG1GC" : "-XX:+UseSerialGC");
        }
        return facts;
    }

    private static void addIfNotGiven(List<String> facts, List<String> options, String start, String value) {
        if (options.stream().noneMatch(option -> option.startsWith(start))) {
            facts.add(start + value);
        }
    }
}
