package dev.backstep.dap.requests;

import dev.backstep.dap.state.BreakpointBoard;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.state.SessionEvents;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Filter;
import dev.backstep.replay.session.ReplaySession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.BreakpointNotVerifiedReason;
import org.eclipse.lsp4j.debug.ExceptionFilterOptions;
import org.eclipse.lsp4j.debug.FunctionBreakpoint;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsResponse;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsResponse;
import org.eclipse.lsp4j.debug.SetFunctionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetFunctionBreakpointsResponse;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Breakpoints at lines, methods and exceptions. Each request replaces all of its kind (of its file). */
public final class BreakpointRequests {
    private final Conversation conversation;

    public BreakpointRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    @JsonRequest
    CompletableFuture<SetBreakpointsResponse> setBreakpoints(SetBreakpointsArguments arguments) {
        String source = conversation.sources().name(arguments.getSource(), conversation.client());
        List<Breakpoint> wanted = new ArrayList<>();
        for (SourceBreakpoint each : lines(arguments)) {
            int line = conversation.client().lineFromClient(each.getLine());
            wanted.add(new Breakpoint.Line(newId(), source, Optional.empty(), line,
                    filter(each.getCondition(), each.getHitCondition(), each.getLogMessage())));
        }
        return replace("source " + source, wanted).thenApply(breakpoints -> {
            Arrays.stream(breakpoints).forEach(breakpoint -> breakpoint.setSource(arguments.getSource()));
            SetBreakpointsResponse response = new SetBreakpointsResponse();
            response.setBreakpoints(breakpoints);
            return response;
        });
    }

    /** Old clients send lines only. */
    private static SourceBreakpoint[] lines(SetBreakpointsArguments arguments) {
        if (arguments.getBreakpoints() != null) {
            return arguments.getBreakpoints();
        }
        int[] lines = arguments.getLines() == null ? new int[0] : arguments.getLines();
        return Arrays.stream(lines).mapToObj(line -> {
            SourceBreakpoint breakpoint = new SourceBreakpoint();
            breakpoint.setLine(line);
            return breakpoint;
        }).toArray(SourceBreakpoint[]::new);
    }

    @JsonRequest
    CompletableFuture<SetFunctionBreakpointsResponse> setFunctionBreakpoints(SetFunctionBreakpointsArguments arguments) {
        List<Breakpoint> wanted = new ArrayList<>();
        for (FunctionBreakpoint each : arguments.getBreakpoints()) {
            wanted.add(method(each));
        }
        return replace("functions", wanted).thenApply(breakpoints -> {
            SetFunctionBreakpointsResponse response = new SetFunctionBreakpointsResponse();
            response.setBreakpoints(breakpoints);
            return response;
        });
    }

    /** {@code a.b.C.method}, {@code a.b.C#method}, with or without parentheses. */
    private Breakpoint method(FunctionBreakpoint wanted) {
        String name = wanted.getName().strip().replaceAll("\\(.*", "");
        int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('#'));
        if (end <= 0 || end == name.length() - 1) {
            throw Trouble.WRONG_ARGUMENTS.exception("'" + wanted.getName() + "' names no method; write it like com.example.Foo.bar.");
        }
        return new Breakpoint.Method(newId(), name.substring(0, end), name.substring(end + 1),
                filter(wanted.getCondition(), wanted.getHitCondition(), null));
    }

    @JsonRequest
    CompletableFuture<SetExceptionBreakpointsResponse> setExceptionBreakpoints(SetExceptionBreakpointsArguments arguments) {
        List<Breakpoint> wanted = new ArrayList<>();
        for (String filter : arguments.getFilters()) {
            wanted.add(ExceptionFilters.breakpoint(newId(), filter, ""));
        }
        if (arguments.getFilterOptions() != null) {
            for (ExceptionFilterOptions each : arguments.getFilterOptions()) {
                wanted.add(ExceptionFilters.breakpoint(newId(), each.getFilterId(), orEmpty(each.getCondition())));
            }
        }
        return replace("exceptions", wanted).thenApply(breakpoints -> {
            SetExceptionBreakpointsResponse response = new SetExceptionBreakpointsResponse();
            response.setBreakpoints(breakpoints);
            return response;
        });
    }

    CompletableFuture<org.eclipse.lsp4j.debug.Breakpoint[]> replace(String group, List<Breakpoint> wanted) {
        BreakpointBoard board = conversation.breakpoints();
        Phase phase = conversation.stage().phase();
        if (phase == Phase.STANDING || phase == Phase.MOVING) {
            return conversation.query(session -> answer(wanted, board.replace(group, wanted, Optional.of(session))));
        }
        return CompletableFuture.completedFuture(answer(wanted, board.replace(group, wanted, Optional.<ReplaySession>empty())));
    }

    private org.eclipse.lsp4j.debug.Breakpoint[] answer(List<Breakpoint> wanted, Map<Integer, Breakpoint.Status> known) {
        return wanted.stream().map(breakpoint -> {
            Breakpoint.Status status = known.get(breakpoint.id());
            return status == null ? pending(breakpoint) : SessionEvents.toClient(status, conversation.client());
        }).toArray(org.eclipse.lsp4j.debug.Breakpoint[]::new);
    }

    private org.eclipse.lsp4j.debug.Breakpoint pending(Breakpoint breakpoint) {
        org.eclipse.lsp4j.debug.Breakpoint answer = new org.eclipse.lsp4j.debug.Breakpoint();
        answer.setId(breakpoint.id());
        answer.setVerified(false);
        answer.setReason(BreakpointNotVerifiedReason.PENDING);
        answer.setMessage("takes effect when the recording is open");
        if (breakpoint instanceof Breakpoint.Line line) {
            answer.setLine(conversation.client().lineToClient(line.line()));
        }
        return answer;
    }

    int newId() {
        return conversation.breakpoints().newId();
    }

    static Filter filter(String condition, String hits, String log) {
        return new Filter(orEmpty(condition), orEmpty(hits), orEmpty(log));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text.strip();
    }
}
