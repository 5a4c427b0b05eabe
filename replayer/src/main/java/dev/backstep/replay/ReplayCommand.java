package dev.backstep.replay;

import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.Machine;
import dev.backstep.recording.RecordingMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line of a replaying JVM.
 *
 * <p>What is run comes from the log, so neither jar nor class path need to exist, and a dummy stands for the main class.
 * Modules are the exception: the VM resolves them before the log begins. All but our own options go through an argument file,
 * because they may have come from one and be longer than the kernel allows one argument to be (128 KiB).
 */
final class ReplayCommand {
    /** Never loaded: the log says what is. */
    private static final String DUMMY_MAIN = "recorded.by.Backstep";

    private final RecordingMetadata metadata;
    private final Map<String, String> properties;
    private final Machine machine;

    /**
     * @param properties system properties at the beginning of the log
     * @param machine that replays
     */
    ReplayCommand(RecordingMetadata metadata, Map<String, String> properties, Machine machine) {
        this.metadata = metadata;
        this.properties = properties;
        this.machine = machine;
    }

    /** @param argumentFile holds {@link #argumentFileText} */
    List<String> words(Path javaExecutable, Path recording, Path report, Path argumentFile) {
        return List.of(javaExecutable.toString(), "-Dbackstep.replay=" + recording, "-Dbackstep.report=" + report,
                "@" + argumentFile);
    }

    /** @param moreVmOptions come after the recorded ones, because the last one counts */
    String argumentFileText(List<String> moreVmOptions) {
        List<String> words = new ArrayList<>(ReplayVmOptions.of(metadata, properties, machine));
        words.addAll(moreVmOptions);
        String classPath = properties.getOrDefault("java.class.path", "");
        Kind kind = metadata.target().kind();
        if (kind == Kind.SOURCE_FILE) {
            words.add("--add-modules=ALL-DEFAULT");     // as the java launcher does for source files
        }
        if (!classPath.isEmpty()) {
            words.addAll(List.of("-cp", classPath));
        }
        if (kind == Kind.MODULE) {
            words.addAll(List.of("-m", metadata.target().name()));
        } else {
            words.add(DUMMY_MAIN);
        }
        if (kind == Kind.SOURCE_FILE) {
            words.add(metadata.target().name());        // the compiler's launcher takes it as its first argument
        }
        words.addAll(metadata.programArguments());
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(quoted(word)).append('\n'));
        return text.toString();
    }

    /** In quotes everything is itself but quotes, backslashes and line ends. */
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
