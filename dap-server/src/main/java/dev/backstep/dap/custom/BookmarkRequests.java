package dev.backstep.dap.custom;

import dev.backstep.dap.custom.Bookmarks.Bookmark;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.BackstepClient.ChangedEvent;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Stop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Bookmarks: positions with a few words, kept beside the recording. */
public final class BookmarkRequests {
    private final Conversation conversation;

    public BookmarkRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Answer of {@code backstep/bookmarks}. */
    record BookmarkList(List<Bookmark> bookmarks) { }

    @JsonRequest("backstep/bookmarks")
    CompletableFuture<BookmarkList> bookmarks() {
        return conversation.query(session -> new BookmarkList(attempt(session, Bookmarks::all)));
    }

    /** Arguments of {@code backstep/addBookmark}, which marks the present position. */
    record NoteArguments(String note) { }

    /** Answer of {@code backstep/addBookmark}. */
    record AddedBookmark(Bookmark bookmark) { }

    @JsonRequest("backstep/addBookmark")
    CompletableFuture<AddedBookmark> addBookmark(NoteArguments arguments) {
        String note = arguments.note() == null ? "" : arguments.note().strip();
        return conversation.query(session -> new AddedBookmark(add(conversation, session, note)));
    }

    /** Marks where the session stands. */
    public static Bookmark add(Conversation conversation, ReplaySession session, String note) {
        Stop stop = session.stop();
        Bookmark added = attempt(session, bookmarks -> bookmarks.add(stop.position().step(), stop.thread(), note,
                stop.location().map(Object::toString).orElse("")));
        announce(conversation);
        return added;
    }

    /** Arguments of {@code backstep/removeBookmark}. */
    record IdArguments(Long id) { }

    @JsonRequest("backstep/removeBookmark")
    CompletableFuture<Void> removeBookmark(IdArguments arguments) {
        if (arguments.id() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give the id of a bookmark; backstep/bookmarks lists them.");
        }
        return conversation.query(session -> {
            if (attempt(session, bookmarks -> bookmarks.remove(arguments.id())).isEmpty()) {
                throw Trouble.WRONG_ARGUMENTS.exception("There is no bookmark " + arguments.id() + ".");
            }
            announce(conversation);
            return null;
        });
    }

    private static void announce(Conversation conversation) {
        conversation.events().send(client -> client.changed(new ChangedEvent("bookmarks")));
    }

    /** All bookmarks, in order. */
    public static List<Bookmark> all(ReplaySession session) {
        return attempt(session, Bookmarks::all);
    }

    private interface Action<T> {
        T run(Bookmarks bookmarks) throws IOException;
    }

    private static <T> T attempt(ReplaySession session, Action<T> action) {
        try {
            return action.run(Bookmarks.beside(session.recording()));
        } catch (IOException e) {
            throw Trouble.SESSION.exception("The bookmarks are not available: " + e.getMessage());
        }
    }
}
