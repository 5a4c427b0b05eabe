package dev.backstep.replay.query;

import dev.backstep.recording.Event;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingEnd;
import dev.backstep.recording.RecordingTrailer;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.vm.SiteTable.SteppedClass;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes the survey of a recording: replays it once from its beginning to its end, as far as both are kept, in a JVM of its own, and adds to what the
 * runtime wrote what stands in the log only. The file is kept in a {@link SurveyCache}.
 */
public final class SurveyMaker {
    private final QueryHost host;
    private final PreparedReplay prepared;
    private final SurveyCache cache;

    public SurveyMaker(QueryHost host, SurveyCache cache) {
        this.host = host;
        this.prepared = host.replay();
        this.cache = cache;
    }

    /**
     * @return the survey; of a recording that does not replay to its end, what comes before
     * @throws IOException if the recording cannot be read, or there is no room for the file
     * @throws dev.backstep.replay.session.SessionException if the replaying JVM does not work
     */
    public Survey make() throws IOException {
        try (Recording recording = Recording.open(prepared.file())) {
            Optional<Survey> kept = KeptSurveys.find(cache, recording);
            return kept.isPresent() ? kept.get() : replay(recording, KeptSurveys.charset(recording), cache.key(recording));
        }
    }

    private Survey replay(Recording recording, Charset charset, String key) throws IOException {
        ReplayFolder folder = ReplayFolder.create();
        try {
            Path file = Files.createFile(folder.path().resolve("survey"));
            Optional<DivergedException> divergence = run(file);
            SurveyReader first = KeptSurveys.read(file, charset);
            append(file, first, recording, divergence);
            Survey survey = KeptSurveys.read(file, charset).survey(divergence.map(DivergedException::divergence));
            if (divergence.isEmpty()) {
                cache.keep(key, file, survey.look(KeptLooks.MOST));
            }
            return survey;
        } finally {
            folder.delete();
        }
    }

    private Optional<DivergedException> run(Path file) throws IOException {
        try {
            host.beginning().survey(host.sites(), file, new PassRun(host, "looking through the recording")::run);
            return Optional.empty();
        } catch (DivergedException e) {
            return Optional.of(e);
        }
    }

    private void append(Path file, SurveyReader first, Recording recording, Optional<DivergedException> divergence) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
            SurveyAppender appender = new SurveyAppender(out, first.lastStep());
            for (SteppedClass type : host.sites().classes()) {
                List<SurveyAppender.Place> places = new ArrayList<>();
                type.methods().forEach(method -> {
                    for (int line : method.lines()) {
                        places.add(new SurveyAppender.Place(method.name(), line));
                    }
                });
                appender.sites(type.name(), type.sourceFile(), places);
            }
            LogMarks marks = new LogMarks(prepared.metadata().hookNames(), first.milestones(), first.events(), appender);
            Event last = marks.read(recording.events(), host.beginning().step());
            appender.ending(divergence.map(d -> "replay diverged here: " + d.getMessage()).orElse(ending(last, recording)));
        }
    }

    private static String ending(Event last, Recording recording) throws IOException {
        Optional<RecordingEnd> end = recording.trailer().map(RecordingTrailer::end);
        if (last instanceof Event.Exit exit) {
            // Where main throws, the java launcher makes 1 of the 0 that the JVM ended with.
            OptionalInt status = end.map(RecordingEnd::exitStatus).orElse(OptionalInt.empty());
            return "the program exited with status " + (status.isPresent() ? status.getAsInt() : exit.status());
        }
        if (last instanceof Event.RecordingStopped stopped) {
            return "the recording stopped while the program went on: " + stopped.reason();
        }
        if (end.isPresent() && end.get().signal().isPresent()) {
            return "the program was killed by signal " + end.get().signal().getAsInt();
        }
        return "the recording ends here; the program did not end by itself";
    }
}
