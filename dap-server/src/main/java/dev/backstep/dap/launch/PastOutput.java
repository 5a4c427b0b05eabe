package dev.backstep.dap.launch;

import dev.backstep.dap.state.Conversation;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import java.util.List;
import org.eclipse.lsp4j.debug.OutputEventArgumentsCategory;

/** Shows in the client's console what the recorded program had printed, each line with its position, so that a client can jump there. */
final class PastOutput {
    private static final int MOST_LINES = 2_000;

    private final Conversation conversation;

    PastOutput(Conversation conversation) {
        this.conversation = conversation;
    }

    /** What a line of output carries. @param index of the line, for {@code backstep/seek} */
    record LineData(String position, int index) { }

    /** Does so in the background, for what was printed before the present position. */
    void show(ReplaySession session) {
        Position now = session.stop().position();
        conversation.inBackground(() -> {
            try {
                List<ConsoleLine> lines = session.queries().console(0, MOST_LINES);
                lines.stream().filter(line -> line.position().compareTo(now) <= 0).forEach(this::show);
                if (lines.size() == MOST_LINES) {
                    conversation.events().say("(:console shows what was printed after these " + MOST_LINES + " lines)");
                }
            } catch (SessionException e) {
                conversation.events().warn("What the program printed cannot be shown: " + e.getMessage());
            }
        });
    }

    private void show(ConsoleLine line) {
        conversation.events().output(line.error() ? OutputEventArgumentsCategory.STDERR : OutputEventArgumentsCategory.STDOUT,
                line.text().endsWith("\n") ? line.text() : line.text() + "\n", new LineData(line.position().toString(), line.index()));
    }
}
