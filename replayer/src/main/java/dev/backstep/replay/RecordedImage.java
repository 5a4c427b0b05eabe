package dev.backstep.replay;

import dev.backstep.record.ImageCache;
import dev.backstep.record.ImageDescription;
import dev.backstep.record.InstrumentedJdk;
import dev.backstep.record.JdkHome;
import dev.backstep.record.JdkNotUsableException;
import dev.backstep.record.Progress;
import dev.backstep.recording.RecordingMetadata;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the instrumented JDK that a recording was made with: in the cache, or made again from a JDK of the same build, which
 * is looked for where it was, in JAVA_HOME, in what runs us, and where JDKs usually are.
 */
final class RecordedImage {
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/lib/jvm", "/usr/java", "/opt", "/opt/java");
    private static final List<String> HOME_FOLDERS = List.of(".sdkman/candidates/java", ".jdks", ".asdf/installs/java",
            ".local/share/mise/installs/java", ".gradle/jdks");

    private final ImageCache cache;
    private final Map<String, String> environment;
    private final Progress progress;

    RecordedImage(ImageCache cache, Map<String, String> environment, Progress progress) {
        this.cache = cache;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * @throws JdkNotUsableException if there is no JDK of the recorded build, or a different version of ours instrumented it
     * @throws IOException if the image cannot be made
     */
    InstrumentedJdk find(RecordingMetadata metadata) throws IOException {
        Optional<InstrumentedJdk> cached = cache.find(metadata.imageVersion(), progress);
        if (cached.isPresent()) {
            return cached.get();
        }
        JdkHome jdk = stockJdk(metadata);
        String ours = ImageDescription.imageVersion(jdk.buildId(), cache.instrumenterVersion(jdk));
        if (!ours.equals(metadata.imageVersion())) {
            throw new JdkNotUsableException(jdk.path(), "the recording was made by another version of Backstep ("
                    + metadata.backstepVersion() + "), whose instrumented JDK is not in " + cache.folder()
                    + " any more; replay it with that version, or record again");
        }
        return cache.prepare(jdk, progress);
    }

    private JdkHome stockJdk(RecordingMetadata metadata) {
        Set<String> others = new LinkedHashSet<>();
        for (Path home : candidates(metadata)) {
            try {
                JdkHome jdk = JdkHome.supported(home);
                if (ImageDescription.isOfBuild(metadata.imageVersion(), jdk.buildId())) {
                    return jdk;
                }
                others.add(jdk.version() + " in " + jdk.path());
            } catch (JdkNotUsableException | IOException e) {
                // not the one; the next
            }
        }
        throw new JdkNotUsableException(null, "the recording needs the JDK build that recorded it, " + metadata.jdkVersion()
                + " (then in " + metadata.jdkHome() + "); install it or set JAVA_HOME to it"
                + (others.isEmpty() ? "" : others.stream().collect(Collectors.joining(", ", "; found only ", ""))));
    }

    private List<Path> candidates(RecordingMetadata metadata) {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(metadata.jdkHome()));
        String javaHome = environment.get("JAVA_HOME");
        if (javaHome != null && !javaHome.isBlank()) {
            candidates.add(Path.of(javaHome));
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        SYSTEM_FOLDERS.forEach(folder -> addFoldersIn(Path.of(folder), candidates));
        Path userHome = Path.of(System.getProperty("user.home"));
        HOME_FOLDERS.forEach(folder -> addFoldersIn(userHome.resolve(folder), candidates));
        return candidates;
    }

    private static void addFoldersIn(Path folder, List<Path> candidates) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder,
                entry -> Files.exists(entry.resolve("bin/java")))) {
            entries.forEach(candidates::add);
        } catch (IOException e) {
            // a folder that we may not read holds no JDK for us
        }
    }
}
