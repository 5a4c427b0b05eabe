package dev.backstep.dap.requests;

import dev.backstep.dap.custom.Variables;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Inspection.FieldName;
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
        Variables.VariableArguments wanted = new Variables.VariableArguments(arguments.getVariablesReference(), arguments.getName(),
                arguments.getName(), arguments.getFrameId(), null, null);
        return conversation.look(session -> {
            Variables.Variable variable = Variables.find(conversation, session, wanted);
            return session.inspection().field(variable.container(), variable.name()).map(WatchRequests::info)
                    .orElseGet(() -> impossible("only fields can have data breakpoints; :who " + arguments.getName() + " finds what wrote it"));
        });
    }

    private static DataBreakpointInfoResponse info(FieldName field) {
        DataBreakpointInfoResponse response = new DataBreakpointInfoResponse();
        response.setDataId(field.className() + "#" + field.name());
        response.setDescription(field.className() + "." + field.name());
        response.setAccessTypes(new DataBreakpointAccessType[] {
            DataBreakpointAccessType.READ, DataBreakpointAccessType.WRITE, DataBreakpointAccessType.READ_WRITE});
        response.setCanPersist(true);
        return response;
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
