package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.Hit;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.debug.GotoTarget;
import org.eclipse.lsp4j.debug.GotoTargetsArguments;
import org.eclipse.lsp4j.debug.GotoTargetsResponse;
import org.eclipse.lsp4j.debug.StepInTarget;
import org.eclipse.lsp4j.debug.StepInTargetsArguments;
import org.eclipse.lsp4j.debug.StepInTargetsResponse;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Places to choose from: when a line runs (goto targets), and which call of a line to step into. */
public final class TargetRequests {
    private static final int MOST_HITS = 100_000;
    private static final int NEIGHBOURS = 5;
    private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_$][\\w$]*)\\s*(?:<>)?\\(");
    private static final Set<String> NO_CALLS = Set.of("if", "for", "while", "switch", "catch", "synchronized", "try", "return", "assert",
            "super", "this", "new", "when", "yield", "throw");

    private final Conversation conversation;

    public TargetRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    /** The executions of a line that are nearest to now, before and after. */
    @JsonRequest
    CompletableFuture<GotoTargetsResponse> gotoTargets(GotoTargetsArguments arguments) {
        int line = conversation.client().lineFromClient(arguments.getLine());
        String className = conversation.sources().className(arguments.getSource(), line, conversation.client()).orElseThrow(() ->
                Trouble.WRONG_ARGUMENTS.exception("It is not known which class is in "
                        + conversation.sources().name(arguments.getSource(), conversation.client()) + "."));
        return conversation.query(session -> {
            List<Hit> hits = session.queries().hits(new CodeLocation(className, "", line), List.of(), 0, MOST_HITS);
            GotoTargetsResponse response = new GotoTargetsResponse();
            response.setTargets(nearest(hits, session.stop().position(), arguments.getLine()).toArray(GotoTarget[]::new));
            return response;
        });
    }

    private List<GotoTarget> nearest(List<Hit> hits, Position now, int line) {
        int next = 0;
        while (next < hits.size() && hits.get(next).position().compareTo(now) <= 0) {
            next++;
        }
        List<GotoTarget> targets = new ArrayList<>();
        for (int i = Math.max(0, next - NEIGHBOURS); i < Math.min(hits.size(), next + NEIGHBOURS); i++) {
            Hit hit = hits.get(i);
            GotoTarget target = new GotoTarget();
            target.setId(conversation.ids().jump(new Ids.Jump(new Target.At(hit.position()), hit.thread())));
            int order = hit.position().compareTo(now);
            target.setLabel((order == 0 ? "now" : order < 0 ? "back" : "ahead") + ": run " + (i + 1) + " of "
                    + (hits.size() == MOST_HITS ? "at least " : "") + hits.size() + " of this line, " + hit.position());
            target.setLine(line);
            targets.add(target);
        }
        return targets;
    }

    /** The calls that the text of the line shows. */
    @JsonRequest
    CompletableFuture<StepInTargetsResponse> stepInTargets(StepInTargetsArguments arguments) {
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        return conversation.look(session -> {
            List<StepInTarget> targets = new ArrayList<>();
            for (String method : calls(session, frame)) {
                StepInTarget target = new StepInTarget();
                target.setId(conversation.ids().jump(new Ids.Jump(new StepInto(method), frame.thread())));
                target.setLabel(method);
                targets.add(target);
            }
            StepInTargetsResponse response = new StepInTargetsResponse();
            response.setTargets(targets.toArray(StepInTarget[]::new));
            return response;
        });
    }

    private static Set<String> calls(ReplaySession session, Ids.FrameId frame) {
        if (frame.index() != 0) {
            return Set.of();    // only the frame on top can step in
        }
        List<FrameView> top = session.inspection().frames(frame.thread(), 0, 1);
        if (top.isEmpty() || top.getFirst().source().isEmpty()) {
            return Set.of();
        }
        Set<String> methods = new LinkedHashSet<>();
        text(session, top.getFirst()).ifPresent(line -> {
            Matcher matcher = CALL.matcher(line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"").replaceAll("//.*", ""));
            while (matcher.find()) {
                if (!NO_CALLS.contains(matcher.group(1))) {
                    methods.add(matcher.group(1));
                }
            }
        });
        return methods;
    }

    private static Optional<String> text(ReplaySession session, FrameView frame) {
        int line = frame.location().line();
        Optional<Path> path = frame.source().orElseThrow().path();
        try {
            String whole = path.isPresent() ? Files.readString(path.get()) : session.inspection().sourceText(frame.source().get().id());
            return whole.lines().skip(Math.max(0, line - 1)).findFirst();
        } catch (IOException e) {
            return Optional.empty();    // then there is nothing to choose from, and stepping in goes into the first call
        }
    }
}
