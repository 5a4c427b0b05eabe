package dev.backstep.dap.console;

import dev.backstep.dap.console.Command.Input;
import dev.backstep.dap.custom.BookmarkRequests;
import dev.backstep.dap.custom.Bookmarks.Bookmark;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.session.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checkpoints and bookmarks. */
final class PlaceCommands {
    private final Conversation conversation;

    PlaceCommands(Conversation conversation) {
        this.conversation = conversation;
    }

    List<Command> commands() {
        return List.of(
                Command.of("checkpoint", "3", "to a checkpoint", this::jump),
                Command.of("checkpoints", "", "the checkpoints that there are", input -> conversation.query(session -> Texts.lines(
                        session.queries().checkpoints().stream().map(PlaceCommands::text).toList(), Integer.MAX_VALUE, "There are no checkpoints."))),
                Command.of("take", "label", "takes a checkpoint here", input -> conversation.look(session ->
                        text(session.queries().takeCheckpoint(input.rest())))),
                Command.of("bookmark", "note", "marks this position", input -> conversation.query(session ->
                        text(BookmarkRequests.add(conversation, session, input.rest())))),
                Command.of("bookmarks", "", "the bookmarks that there are", input -> conversation.query(session -> Texts.lines(
                        BookmarkRequests.all(session).stream().map(PlaceCommands::text).toList(), Integer.MAX_VALUE, "There are no bookmarks."))));
    }

    private CompletableFuture<String> jump(Input input) {
        if (!input.rest().matches("\\d{1,9}")) {
            throw Trouble.WRONG_ARGUMENTS.exception("Say which checkpoint, by its number; :checkpoints lists them.");
        }
        int id = Integer.parseInt(input.rest());
        return conversation.mover().travel(session -> session.motions().seek(new Target.AtCheckpoint(id))).thenApply(Texts::stop);
    }

    private static String text(CheckpointView checkpoint) {
        return checkpoint.id() + "  " + checkpoint.position() + "  " + (checkpoint.label().isEmpty() ? checkpoint.reason() : checkpoint.label());
    }

    private static String text(Bookmark bookmark) {
        return bookmark.id() + "  " + bookmark.position() + "  " + bookmark.place() + "  " + bookmark.note();
    }
}
