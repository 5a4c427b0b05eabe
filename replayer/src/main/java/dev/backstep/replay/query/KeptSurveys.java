package dev.backstep.replay.query;

import dev.backstep.recording.Event;
import dev.backstep.recording.Recording;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Surveys of a cache, read once for all who look at a recording at the same time. Safe for use by several threads. */
final class KeptSurveys {
    private static final Map<String, SoftReference<Survey>> READ = new HashMap<>();    // by key; protected by the class

    private KeptSurveys() { }

    /** @return empty if there is none, or it is damaged */
    static Optional<Survey> find(SurveyCache cache, Recording recording) throws IOException {
        String key = cache.key(recording);
        synchronized (KeptSurveys.class) {
            Survey known = READ.containsKey(key) ? READ.get(key).get() : null;
            if (known != null) {
                return Optional.of(known);
            }
            Optional<Path> file = cache.find(key);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try {
                SurveyReader reader = read(file.get(), charset(recording));
                if (!reader.complete()) {
                    return Optional.empty();
                }
                Survey survey = reader.survey();
                READ.put(key, new SoftReference<>(survey));
                return Optional.of(survey);
            } catch (IOException e) {
                return Optional.empty();    // damaged: it will be made anew
            }
        }
    }

    static SurveyReader read(Path file, Charset charset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return SurveyReader.read(bytes, charset);
        }
    }

    /** What the program's standard output was encoded in. */
    static Charset charset(Recording recording) throws IOException {
        Event event = recording.events().next();
        Map<String, String> properties = event instanceof Event.Properties p ? p.properties() : Map.of();
        String name = properties.getOrDefault("stdout.encoding", properties.getOrDefault("native.encoding", "UTF-8"));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
