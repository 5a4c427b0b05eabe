package dev.backstep.dap.console;

import dev.backstep.dap.console.Command.Input;
import dev.backstep.dap.custom.Places;
import dev.backstep.dap.custom.Variables;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.ReplaySession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about the recording; they do not move the session. */
final class QuestionCommands {
    private static final int MOST = 100;
    /** A place, then words, each perhaps in quotes. */
    private static final Pattern WORD = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)");

    private final Conversation conversation;

    QuestionCommands(Conversation conversation) {
        this.conversation = conversation;
    }

    List<Command> commands() {
        return List.of(
                Command.of("where", "", "the present position", input -> conversation.look(session -> Texts.stop(session.stop()))),
                Command.of("overview", "", "how long the recording is and how it ended", ask(session -> overview(session.queries().overview()))),
                Command.of("history", "total", "the values a variable had up to now, the last one first", this::history),
                Command.of("hits", "Foo.java:42 \"id\"", "each run of a line, with expressions", this::hits),
                Command.of("exceptions", "", "what was thrown", ask(session -> Texts.lines(
                        session.queries().exceptions(0, MOST + 1).stream().map(Texts::exception).toList(), MOST, "Nothing was thrown."))),
                Command.of("console", "0", "what was printed, from a line on", this::console),
                Command.of("locks", "", "who holds which lock and who waits for it", input -> conversation.look(session -> Texts.lines(
                        session.inspection().locks().stream().map(QuestionCommands::lock).toList(), MOST, "No lock is held or waited for."))));
    }

    private Command.Action ask(Function<ReplaySession, String> question) {
        return input -> conversation.query(question);
    }

    private static String overview(Overview overview) {
        return "from t=0 to " + overview.end() + ", " + overview.ticks() + " ticks, " + overview.events() + " events, "
                + overview.durationNanos() / 1_000_000 + " ms; " + overview.ending()
                + overview.failure().map(position -> "; the failure is at " + position).orElse("");
    }

    private CompletableFuture<String> history(Input input) {
        return conversation.query(session -> Variables.find(session, input.rest(), input.frame()), (session, variable) -> Texts.lines(
                session.queries().history(variable.container(), variable.name(), MOST + 1).stream().map(Texts::write).toList(), MOST,
                "Nothing that could be seen has written it up to here."));
    }

    private CompletableFuture<String> hits(Input input) {
        List<String> words = words(input.rest());
        if (words.isEmpty()) {
            throw Trouble.WRONG_ARGUMENTS.exception("Say which line: :hits Foo.java:42 \"id\".");
        }
        return conversation.query(session -> {
            CodeLocation line = Places.parse(conversation, session, words.getFirst());
            List<String> expressions = words.subList(1, words.size());
            return Texts.lines(session.queries().hits(line, expressions, 0, MOST + 1).stream().map(hit -> Texts.hit(hit, expressions)).toList(),
                    MOST, line + " was never reached.");
        });
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("\\\"", "\""));
        }
        return words;
    }

    private CompletableFuture<String> console(Input input) {
        if (!input.rest().matches("\\d{0,9}")) {
            throw Trouble.WRONG_ARGUMENTS.exception("Say from which line on, by its number: :console 100.");
        }
        int first = input.rest().isEmpty() ? 0 : Integer.parseInt(input.rest());
        return conversation.query(session -> Texts.lines(session.queries().console(first, MOST + 1).stream().map(Texts::console).toList(),
                MOST, "Nothing was printed."));
    }

    private static String lock(LockView lock) {
        return lock.name() + lock.owner().map(owner -> ", held by thread " + owner).orElse(", free")
                + (lock.waiting().isEmpty() ? "" : ", waited for by " + lock.waiting()) + (lock.cycle() ? ", part of a deadlock" : "");
    }
}
