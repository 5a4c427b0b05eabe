package dev.backstep.replay;

import dev.backstep.recording.RecordingMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Java agents of the recorded run: the VM opens their jars before the log begins, so a replay needs them. */
final class RecordedAgents {
    private static final String OPTION = "-javaagent:";

    private RecordedAgents() { }

    /** @return the first that is not where it was */
    static Optional<Path> missing(RecordingMetadata metadata) {
        Path directory = Path.of(metadata.workingDirectory());
        return metadata.vmOptions().stream()
                .filter(option -> option.startsWith(OPTION))
                .map(option -> option.substring(OPTION.length()).split("=", 2)[0])
                .map(directory::resolve)
                .filter(jar -> !Files.exists(jar))
                .findFirst();
    }
}
