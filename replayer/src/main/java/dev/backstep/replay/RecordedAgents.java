package dev.backstep.replay;

import dev.backstep.record.AgentOptions;
import dev.backstep.recording.RecordingMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Java agents and native agents of the recorded run, and what it added to the boot class path. The VM opens them before
 * the log begins, so a replay needs them, and runs them as they are now.
 */
final class RecordedAgents {
    private static final String JAVA_AGENT = "-javaagent:";
    private static final String NATIVE_AGENT = "-agentpath:";
    private static final String BOOT_CLASS_PATH = "-Xbootclasspath/a:";

    private RecordedAgents() { }

    /** @return the first that is not where it was */
    static Optional<Path> missing(RecordingMetadata metadata) {
        return agents(metadata).filter(agent -> !Files.exists(agent)).findFirst();
    }

    /** @return the first option with which the VM runs code that is not the program's */
    static Optional<String> any(RecordingMetadata metadata) {
        return metadata.vmOptions().stream().filter(AgentOptions::isOne).findFirst();
    }

    /**
     * A recording says which files are run, and whoever made it may not be the one who replays it.
     *
     * @return the first that somebody else than this user or root owns or may change
     */
    static Optional<Path> foreign(RecordingMetadata metadata) {
        return Stream.concat(agents(metadata), named(metadata, BOOT_CLASS_PATH, ":")).filter(Files::exists)
                .filter(RecordedAgents::isForeign).findFirst();
    }

    private static Stream<Path> agents(RecordingMetadata metadata) {
        return Stream.concat(named(metadata, JAVA_AGENT, "="), named(metadata, NATIVE_AGENT, "="));
    }

    /** @param separator of an agent from its options, or of paths */
    private static Stream<Path> named(RecordingMetadata metadata, String option, String separator) {
        Path directory = Path.of(metadata.workingDirectory());
        return metadata.vmOptions().stream().filter(each -> each.startsWith(option)).map(each -> each.substring(option.length()))
                .flatMap(value -> separator.equals("=") ? Stream.of(value.split("=", 2)[0]) : Arrays.stream(value.split(separator)))
                .map(directory::resolve);
    }

    private static boolean isForeign(Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file.toRealPath(), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object me = Files.readAttributes(Path.of("/proc/self"), PosixFileAttributes.class).owner();
            boolean ours = attributes.owner().equals(me) || attributes.owner().getName().equals("root");
            return !ours || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
