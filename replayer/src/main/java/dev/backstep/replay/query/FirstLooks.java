package dev.backstep.replay.query;

import dev.backstep.recording.Recording;
import dev.backstep.replay.session.FirstLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** First looks at one recording: of its survey once one is kept, before that of the log. Safe for use by several threads. */
public final class FirstLooks {
    private final Path file;
    private FirstLook outline;      // of the log; null until it was wanted; protected by this

    public FirstLooks(Path file) {
        this.file = file;
    }

    /**
     * Replays nothing.
     *
     * @param most about so many marks and spans of a lane, of a survey; there may be up to 4096
     * @throws dev.backstep.recording.RecordingException if the file is not a recording that we can read
     * @throws IOException if it cannot be read
     */
    public synchronized FirstLook look(int most) throws IOException {
        try (Recording recording = Recording.open(file)) {
            SurveyCache cache = SurveyCache.standard();
            String key = cache.key(recording);
            Optional<FirstLook> look = most > KeptLooks.MOST || cache.find(key).isEmpty() ? Optional.empty() : KeptLooks.read(cache.look(key));
            if (look.isEmpty()) {
                look = KeptSurveys.find(cache, recording).map(survey -> survey.look(most));
            }
            if (look.isPresent()) {
                return look.get();
            }
            if (outline == null) {
                outline = LogOutline.read(recording.events());
            }
            return outline;
        }
    }
}
