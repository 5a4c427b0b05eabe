package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointAccessType;
import org.eclipse.lsp4j.debug.DataBreakpointInfoArguments;
import org.eclipse.lsp4j.debug.DataBreakpointInfoResponse;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsResponse;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Data breakpoints: stops where a field is read or written, in whatever object. */
public final class WatchRequests {
    private final Conversation conversation;
    private final BreakpointRequests breakpoints;

    public WatchRequests(Conversation conversation, BreakpointRequests breakpoints) {
        this.conversation = conversation;
        this.breakpoints = breakpoints;
    }

    @JsonRequest
    CompletableFuture<DataBreakpointInfoResponse> dataBreakpointInfo(DataBreakpointInfoArguments arguments) {
        Integer reference = arguments.getVariablesReference();
        if (reference != null && reference > 0) {
            Ids.Container container = conversation.ids().container(reference);
            VariableView variable = container.seen().get(arguments.getName());
            return CompletableFuture.completedFuture(variable == null
                    ? impossible("'" + arguments.getName() + "' is not a variable that was shown here")
                    : info(variable, arguments.getName(), container.className()));
        }
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        return conversation.look(session -> ofExpression(session, arguments.getName(), frame));
    }

    /** {@code this.count}, {@code a.b.Config.limit}: what stands before the last dot has the field. */
    private static DataBreakpointInfoResponse ofExpression(ReplaySession session, String expression, Ids.FrameId frame) {
        VariableView value = session.inspection().evaluate(expression, frame.id(), ValueFormat.USUAL);
        int dot = expression.lastIndexOf('.');
        if (value.kind() == VariableView.Kind.STATIC_FIELD && dot > 0) {
            return info(value, expression.substring(dot + 1).strip(), expression.substring(0, dot).strip());
        }
        String owner = dot < 0 ? "this" : expression.substring(0, dot);
        String className = session.inspection().evaluate(owner, frame.id(), ValueFormat.USUAL).type();
        return info(value, expression.substring(dot + 1).strip(), className);
    }

    private static DataBreakpointInfoResponse info(VariableView variable, String name, String className) {
        return switch (variable.kind()) {
            case FIELD, STATIC_FIELD -> {
                DataBreakpointInfoResponse response = new DataBreakpointInfoResponse();
                response.setDataId(className + "#" + name);
                response.setDescription(className + "." + name);
                response.setAccessTypes(new DataBreakpointAccessType[] {
                    DataBreakpointAccessType.READ, DataBreakpointAccessType.WRITE, DataBreakpointAccessType.READ_WRITE});
                response.setCanPersist(true);
                yield response;
            }
            default -> impossible("only fields can have data breakpoints; :who " + name + " finds what wrote it");
        };
    }

    private static DataBreakpointInfoResponse impossible(String why) {
        DataBreakpointInfoResponse response = new DataBreakpointInfoResponse();
        response.setDescription(why);
        return response;
    }

    @JsonRequest
    CompletableFuture<SetDataBreakpointsResponse> setDataBreakpoints(SetDataBreakpointsArguments arguments) {
        List<Breakpoint> wanted = new ArrayList<>();
        for (DataBreakpoint each : arguments.getBreakpoints()) {
            int end = each.getDataId().lastIndexOf('#');
            if (end <= 0) {
                throw Trouble.WRONG_ARGUMENTS.exception("'" + each.getDataId() + "' is no data id; ask for one by dataBreakpointInfo.");
            }
            DataBreakpointAccessType access = each.getAccessType();
            wanted.add(new Breakpoint.Field(breakpoints.newId(), each.getDataId().substring(0, end), each.getDataId().substring(end + 1),
                    access == DataBreakpointAccessType.READ || access == DataBreakpointAccessType.READ_WRITE,
                    access != DataBreakpointAccessType.READ,
                    BreakpointRequests.filter(each.getCondition(), each.getHitCondition(), null)));
        }
        return breakpoints.replace("data", wanted).thenApply(set -> {
            SetDataBreakpointsResponse response = new SetDataBreakpointsResponse();
            response.setBreakpoints(set);
            return response;
        });
    }
}
