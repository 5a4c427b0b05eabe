package dev.backstep.dap.custom;

import dev.backstep.dap.custom.Answers.Checkpoint;
import dev.backstep.dap.custom.Answers.Checkpoints;
import dev.backstep.dap.custom.Answers.Exceptions;
import dev.backstep.dap.custom.Answers.History;
import dev.backstep.dap.custom.Answers.HitAnswer;
import dev.backstep.dap.custom.Answers.Hits;
import dev.backstep.dap.custom.Answers.Line;
import dev.backstep.dap.custom.Answers.Lines;
import dev.backstep.dap.custom.Answers.Lock;
import dev.backstep.dap.custom.Answers.Locks;
import dev.backstep.dap.custom.Answers.OverviewAnswer;
import dev.backstep.dap.custom.Answers.Thrown;
import dev.backstep.dap.custom.Answers.Timeline;
import dev.backstep.dap.custom.Answers.WriteAnswer;
import dev.backstep.dap.custom.Variables.VariableArguments;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.StopReport;
import dev.backstep.dap.wire.BackstepClient.PositionEvent;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.Hit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Questions about the recording. They do not move the session, and may be asked while it moves, but for {@code locks}. */
public final class QuestionRequests {
    private static final int USUAL_MOST = 1_000;

    private final Conversation conversation;

    public QuestionRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    @JsonRequest("backstep/where")
    CompletableFuture<PositionEvent> where() {
        return conversation.look(session -> StopReport.event(session, session.stop()));
    }

    @JsonRequest("backstep/overview")
    CompletableFuture<OverviewAnswer> overview() {
        return conversation.query(session -> OverviewAnswer.of(session.queries().overview(), session.recording().toString()));
    }

    /** A part of a list. @param first index, 0 if missing. @param most 1000 if missing */
    record PageArguments(Integer first, Integer most) { }

    @JsonRequest("backstep/console")
    CompletableFuture<Lines> console(PageArguments page) {
        return conversation.query(session -> new Lines(
                session.queries().console(first(page.first()), most(page.most())).stream().map(Line::of).toList()));
    }

    @JsonRequest("backstep/exceptions")
    CompletableFuture<Exceptions> exceptions(PageArguments page) {
        return conversation.query(session -> new Exceptions(
                session.queries().exceptions(first(page.first()), most(page.most())).stream().map(Thrown::of).toList()));
    }

    /** The values that a variable had up to now, with the places that wrote them, the last one first. */
    @JsonRequest("backstep/history")
    CompletableFuture<History> history(VariableArguments arguments) {
        return conversation.query(session -> Variables.find(conversation, session, arguments), (session, variable) -> new History(
                session.queries().history(variable.container(), variable.name(), most(arguments.most())).stream().map(WriteAnswer::of).toList()));
    }

    /** Arguments of {@code backstep/hits}. @param source or className says where. @param expressions evaluated at each hit */
    record HitsArguments(String source, String className, Integer line, List<String> expressions, Integer first, Integer most) { }

    @JsonRequest("backstep/hits")
    CompletableFuture<Hits> hits(HitsArguments arguments) {
        if (arguments.line() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give the line.");
        }
        return conversation.query(session -> {
            CodeLocation line = Places.find(conversation, session, arguments.source(), arguments.className(), arguments.line());
            List<String> expressions = arguments.expressions() == null ? List.of() : arguments.expressions();
            int most = most(arguments.most());
            List<Hit> hits = session.queries().hits(line, expressions, first(arguments.first()), most + 1);
            return new Hits(line.toString(), hits.stream().limit(most).map(HitAnswer::of).toList(), hits.size() > most);
        });
    }

    /** Arguments of {@code backstep/lineCounts}. */
    record SourceArguments(String source) { }

    /** How often each line ran. @param counts by line */
    record LineCounts(Map<Integer, Long> counts) { }

    @JsonRequest("backstep/lineCounts")
    CompletableFuture<LineCounts> lineCounts(SourceArguments arguments) {
        if (arguments.source() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give the source.");
        }
        String source = conversation.client().pathFromClient(arguments.source());
        return conversation.query(session -> {
            Map<Integer, Long> counts = new java.util.TreeMap<>();
            session.queries().lineCounts(source).forEach((line, count) -> counts.put(conversation.client().lineToClient(line), count));
            return new LineCounts(counts);
        });
    }

    @JsonRequest("backstep/checkpoints")
    CompletableFuture<Checkpoints> checkpoints() {
        return conversation.query(session -> new Checkpoints(session.queries().checkpoints().stream().map(Checkpoint::of).toList()));
    }

    /** Arguments of {@code backstep/takeCheckpoint}. */
    record LabelArguments(String label) { }

    /** Answer of {@code backstep/takeCheckpoint}. */
    record TakenCheckpoint(Checkpoint checkpoint) { }

    @JsonRequest("backstep/takeCheckpoint")
    CompletableFuture<TakenCheckpoint> takeCheckpoint(LabelArguments arguments) {
        return conversation.look(session -> new TakenCheckpoint(Checkpoint.of(
                session.queries().takeCheckpoint(arguments.label() == null ? "" : arguments.label()))));
    }

    /** Arguments of {@code backstep/timeline}. @param from position, the start if missing. @param to position, the end if missing */
    record TimelineArguments(String from, String to, Integer most) { }

    @JsonRequest("backstep/timeline")
    CompletableFuture<Timeline> timeline(TimelineArguments arguments) {
        return conversation.query(session -> {
            Position from = arguments.from() == null ? Position.START : Wanted.position(arguments.from());
            Position to = arguments.to() == null ? session.queries().overview().end() : Wanted.position(arguments.to());
            return Timeline.of(session.queries().timeline(from, to, most(arguments.most())));
        });
    }

    @JsonRequest("backstep/locks")
    CompletableFuture<Locks> locks() {
        return conversation.look(session -> new Locks(session.inspection().locks().stream().map(Lock::of).toList()));
    }

    private static int first(Integer wanted) {
        return wanted == null ? 0 : Math.max(0, wanted);
    }

    private static int most(Integer wanted) {
        return wanted == null || wanted <= 0 ? USUAL_MOST : wanted;
    }
}
