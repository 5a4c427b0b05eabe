package dev.backstep.dap.custom;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SourceView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.debug.Source;

/** Lines of code as people and clients name them. */
public final class Places {
    private static final Pattern PLACE = Pattern.compile("(?:(.+):)?(\\d{1,9})");

    private Places() { }

    /** @param text {@code Foo.java:42}, {@code com.example.Foo:42}, or {@code 42} in the class where the session stands */
    public static CodeLocation parse(Conversation conversation, ReplaySession session, String text) {
        Matcher matcher = PLACE.matcher(text.strip());
        if (!matcher.matches()) {
            throw Trouble.WRONG_ARGUMENTS.exception("'" + text + "' is not a line; one looks like Foo.java:42.");
        }
        int line = Integer.parseInt(matcher.group(2));
        String where = matcher.group(1);
        if (where == null) {
            return session.stop().location().map(here -> new CodeLocation(here.className(), "", line)).orElseThrow(() ->
                    Trouble.WRONG_ARGUMENTS.exception("The session stands in no class; write Foo.java:" + line + "."));
        }
        return new CodeLocation(where.endsWith(".java") ? classIn(conversation, session, where, line) : where, "", line);
    }

    /** @param file path or name of the source file, or null if className is given */
    static CodeLocation find(Conversation conversation, ReplaySession session, String file, String className, int line) {
        int ours = conversation.client().lineFromClient(line);
        if (className != null) {
            return new CodeLocation(className, "", ours);
        }
        if (file == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give source or className.");
        }
        Source source = new Source();
        source.setPath(file);
        Optional<String> known = conversation.sources().className(source, ours, conversation.client());
        return new CodeLocation(known.orElseGet(() -> classIn(conversation, session, conversation.client().pathFromClient(file), ours)), "", ours);
    }

    /** By the loaded source of that name; the name itself, if none is known. */
    private static String classIn(Conversation conversation, ReplaySession session, String file, int line) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        for (SourceView view : session.inspection().loadedSources()) {
            if (view.name().equals(name)) {
                Source source = conversation.sources().toClient(view, Optional.empty(), conversation.client());
                Optional<String> className = conversation.sources().className(source, line, conversation.client());
                if (className.isPresent()) {
                    return className.get();
                }
            }
        }
        return name.replaceAll("\\.java$", "");
    }
}
