package dev.backstep.replay.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes survey files by the letter of {@code SurveyLayout}'s description, without the code under test. */
final class SurveyFileBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long step;
    private long event;

    SurveyFileBuilder() {
        out.writeBytes("BSSURVEY".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {2, 0, 0, 0, 0, 0, 0, 0});
    }

    SurveyFileBuilder kind(int kind) {
        out.write(kind);
        return this;
    }

    SurveyFileBuilder step(long at) {
        zigzag(at - step);
        step = at;
        return this;
    }

    SurveyFileBuilder event(long number) {
        zigzag(number - event);
        event = number;
        return this;
    }

    private void zigzag(long v) {
        number(v << 1 ^ v >> 63);
    }

    SurveyFileBuilder number(long v) {
        long rest = v;
        for (; rest > 127 || rest < 0; rest >>>= 7) {
            out.write((int) (rest & 127 | 128));
        }
        out.write((int) rest);
        return this;
    }

    SurveyFileBuilder string(String s) {
        if (s == null) {
            return number(0);
        }
        boolean wide = s.chars().anyMatch(c -> c > 255);
        number((s.length() * 2L | (wide ? 1 : 0)) + 1);
        out.writeBytes(s.getBytes(wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1));
        return this;
    }

    SurveyFileBuilder console(long at, int thread, int descriptor, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        kind(3).step(at).number(thread).number(descriptor).number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    SurveyFileBuilder span(long from, long to, int thread, int state) {
        return kind(2).step(from).number(to - from).number(thread).number(state);
    }

    SurveyFileBuilder sample(long at, long ticksSince, long eventNumber) {
        return kind(1).step(at).number(ticksSince).event(eventNumber);
    }

    SurveyFileBuilder end(long at, long ticksSince, long events) {
        return kind(14).step(at).number(ticksSince).event(events);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(out.toByteArray());
    }
}
