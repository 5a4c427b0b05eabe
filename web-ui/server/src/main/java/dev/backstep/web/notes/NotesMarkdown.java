package dev.backstep.web.notes;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** Notes as Markdown: a heading for each, where it is, and its words. */
final class NotesMarkdown {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_\\[\\]<>#|])");

    private NotesMarkdown() { }

    static String of(String recording, List<Note> notes) {
        StringBuilder text = new StringBuilder("# Notes on ").append(escape(recording)).append('\n');
        for (Note note : notes) {
            text.append("\n## ").append(escape(note.title())).append("\n\n");
            text.append("`t=").append(note.step()).append("` · thread ").append(note.thread());
            if (!note.place().isEmpty()) {
                text.append(" · `").append(note.place().replace('`', '\'')).append('`');
            }
            text.append(" · ").append(DATE.format(Instant.ofEpochMilli(note.createdAtMillis()))).append('\n');
            if (!note.text().isBlank()) {
                text.append('\n').append(note.text().strip()).append('\n');
            }
        }
        return text.toString();
    }

    private static String escape(String text) {
        return SPECIAL.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("\\\\$1");
    }
}
