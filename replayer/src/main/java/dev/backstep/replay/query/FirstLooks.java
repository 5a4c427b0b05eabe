package dev.backstep.replay.query;

import dev.backstep.recording.Recording;
import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
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
     * @param most marks and spans of a lane, of a survey
     * @throws dev.backstep.recording.RecordingException if the file is not a recording that we can read
     * @throws IOException if it cannot be read
     */
    public synchronized FirstLook look(int most) throws IOException {
        try (Recording recording = Recording.open(file)) {
            Optional<Survey> kept = KeptSurveys.find(SurveyCache.standard(), recording);
            if (kept.isPresent()) {
                Overview overview = kept.get().overview();
                return new FirstLook(FirstLook.Axis.STEPS, overview.end().step(), overview.events(),
                        kept.get().timeline(Position.START, new Position(Long.MAX_VALUE), most));
            }
            if (outline == null) {
                outline = LogOutline.read(recording.events());
            }
            return outline;
        }
    }
}
