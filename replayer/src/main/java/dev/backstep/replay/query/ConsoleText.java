package dev.backstep.replay.query;

import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the program printed, cut into lines. A line belongs to who printed its first character; what standard output and
 * standard error print at the same time are lines of their own.
 */
final class ConsoleText {
    private static final int LONGEST_MARK = 80;

    private final Charset charset;
    private final Stream output = new Stream(false);
    private final Stream errors = new Stream(true);
    private final List<Line> lines = new ArrayList<>();

    /** @param charset of what the program prints */
    ConsoleText(Charset charset) {
        this.charset = charset;
    }

    private static final class Line {
        final long step;
        final int thread;
        final boolean error;
        byte[] bytes;

        Line(long step, int thread, boolean error) {
            this.step = step;
            this.thread = thread;
            this.error = error;
        }
    }

    private final class Stream {
        private final boolean error;
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();
        private Line line;

        Stream(boolean error) {
            this.error = error;
        }

        void add(long step, int thread, byte[] text) {
            int from = 0;
            for (int i = 0; i < text.length; i++) {
                if (text[i] == '\n') {
                    extend(step, thread, text, from, i);
                    close();
                    from = i + 1;
                }
            }
            if (from < text.length) {
                extend(step, thread, text, from, text.length);
            }
        }

        private void extend(long step, int thread, byte[] text, int from, int to) {
            if (line == null) {
                line = new Line(step, thread, error);
                lines.add(line);
            }
            open.write(text, from, to - from);
        }

        void close() {
            if (line != null) {
                line.bytes = open.toByteArray();
                open.reset();
                line = null;
            }
        }
    }

    /** @param descriptor 1 or 2 */
    void add(long step, int thread, int descriptor, byte[] text) {
        (descriptor == 2 ? errors : output).add(step, thread, text);
    }

    /** The program printed more than is kept. */
    void cut(long step, int thread, long lineCount, long byteCount) {
        complete();
        add(step, thread, 1, ("(" + lineCount + " more lines, " + byteCount + " bytes, are not kept)").getBytes(charset));
    }

    /** Nothing follows: a last line without a line end counts as well. */
    void complete() {
        output.close();
        errors.close();
    }

    int size() {
        return lines.size();
    }

    ConsoleLine line(int index) {
        Line line = lines.get(index);
        return new ConsoleLine(index, new Position(line.step), line.thread, line.error, text(line));
    }

    MarkLane marks() {
        return Marks.lane(MarkKind.CONSOLE, lines.size(), i -> lines.get(i).step,
                i -> lines.get(i).thread, i -> shortened(text(lines.get(i))));
    }

    private String text(Line line) {
        String text = new String(line.bytes, charset);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_MARK ? text : text.substring(0, LONGEST_MARK - 1) + "…";
    }
}
