package dev.backstep.replay.query;

import dev.backstep.recording.SurveyLayout;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what the replayer adds to a survey file; see {@link SurveyLayout}. */
final class SurveyAppender implements LogMarks.Sink {
    /** A site as it is appended. */
    record Place(String method, int line) { }

    private final OutputStream out;
    private long step;
    private long nanos;

    /** @param step the last one in the file so far */
    SurveyAppender(OutputStream out, long step) {
        this.out = out;
        this.step = step;
    }

    @Override
    public void mark(MarkKind kind, long at, int thread, String text) throws IOException {
        out.write(SurveyLayout.MARK);
        step(at);
        unsigned(thread);
        unsigned(kind.ordinal());
        string(text);
    }

    @Override
    public void clock(long at, long time) throws IOException {
        out.write(SurveyLayout.CLOCK);
        step(at);
        unsigned(time - nanos);
        nanos = time;
    }

    void sites(String className, String source, List<Place> places) throws IOException {
        out.write(SurveyLayout.SITES);
        string(className);
        string(source);
        unsigned(places.size());
        String method = null;
        for (Place place : places) {
            string(place.method().equals(method) ? null : place.method());
            method = place.method();
            unsigned(place.line());
        }
    }

    void ending(String text) throws IOException {
        out.write(SurveyLayout.ENDING);
        string(text);
    }

    private void step(long at) throws IOException {
        long difference = at - step;
        unsigned(difference << 1 ^ difference >> 63);
        step = at;
    }

    private void unsigned(long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void string(String text) throws IOException {
        if (text == null) {
            unsigned(0);
            return;
        }
        boolean wide = text.chars().anyMatch(c -> c > 0xff);
        unsigned(((long) text.length() << 1 | (wide ? 1 : 0)) + 1);
        out.write(text.getBytes(wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1));
    }
}
