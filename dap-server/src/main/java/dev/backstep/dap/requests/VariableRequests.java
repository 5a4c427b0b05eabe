package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.InvalidatedEventArguments;
import org.eclipse.lsp4j.debug.ReadMemoryArguments;
import org.eclipse.lsp4j.debug.ReadMemoryResponse;
import org.eclipse.lsp4j.debug.SetExpressionArguments;
import org.eclipse.lsp4j.debug.SetExpressionResponse;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.SetVariableResponse;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.VariablesArgumentsFilter;
import org.eclipse.lsp4j.debug.VariablesResponse;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Shows variables and gives them other values. */
public final class VariableRequests {
    private final Conversation conversation;

    public VariableRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    @JsonRequest
    CompletableFuture<VariablesResponse> variables(VariablesArguments arguments) {
        Ids.Container container = conversation.ids().container(arguments.getVariablesReference());
        ValueFormat format = Values.format(arguments.getFormat(), "");
        int first = arguments.getStart() == null ? 0 : arguments.getStart();
        int most = arguments.getCount() == null ? 0 : arguments.getCount();
        return conversation.look(session -> {
            List<VariableView> parts = session.inspection().parts(container.id(), which(arguments.getFilter()), first, most, format);
            parts.forEach(part -> container.seen().put(part.name(), part));
            VariablesResponse response = new VariablesResponse();
            response.setVariables(parts.stream().map(part -> Values.variable(conversation, part, container.frame()))
                    .toArray(Variable[]::new));
            return response;
        });
    }

    private static Parts which(VariablesArgumentsFilter filter) {
        if (filter == null) {
            return Parts.ALL;
        }
        return filter == VariablesArgumentsFilter.NAMED ? Parts.NAMED : Parts.INDEXED;
    }

    @JsonRequest
    CompletableFuture<SetVariableResponse> setVariable(SetVariableArguments arguments) {
        Ids.Container container = conversation.ids().container(arguments.getVariablesReference());
        ValueFormat format = Values.format(arguments.getFormat(), "");
        return conversation.look(session -> {
            VariableView view = session.inspection().assign(container.id(), arguments.getName(), arguments.getValue(), format);
            changed(session);
            SetVariableResponse response = new SetVariableResponse();
            response.setValue(view.value());
            response.setType(view.type());
            response.setVariablesReference(Values.container(conversation.ids(), view, container.frame()));
            response.setNamedVariables(view.namedParts());
            response.setIndexedVariables(view.indexedParts());
            return response;
        });
    }

    @JsonRequest
    CompletableFuture<SetExpressionResponse> setExpression(SetExpressionArguments arguments) {
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        ValueFormat format = Values.format(arguments.getFormat(), "");
        return conversation.look(session -> {
            VariableView view = session.inspection().evaluate(
                    arguments.getExpression() + " = " + arguments.getValue(), frame.id(), format);
            changed(session);
            SetExpressionResponse response = new SetExpressionResponse();
            response.setValue(view.value());
            response.setType(view.type());
            response.setVariablesReference(Values.container(conversation.ids(), view, number(arguments.getFrameId())));
            response.setNamedVariables(view.namedParts());
            response.setIndexedVariables(view.indexedParts());
            return response;
        });
    }

    /** The session may be in a diversion now: other values, and a way back to offer. */
    private void changed(ReplaySession session) {
        conversation.report().position(session, session.stop());
        if (conversation.client().invalidated()) {
            InvalidatedEventArguments arguments = new InvalidatedEventArguments();
            arguments.setAreas(new String[] {"variables"});
            conversation.events().send(client -> client.invalidated(arguments));
        }
    }

    @JsonRequest
    CompletableFuture<ReadMemoryResponse> readMemory(ReadMemoryArguments arguments) {
        if (!arguments.getMemoryReference().matches("[0-9]{1,18}")) {
            throw Trouble.STALE_ID.exception("memory");
        }
        long value = Long.parseLong(arguments.getMemoryReference());
        long offset = arguments.getOffset() == null ? 0 : arguments.getOffset();
        int count = Math.max(0, arguments.getCount());
        return conversation.look(session -> {
            // A client may begin before the first byte, to show whole rows.
            int before = (int) Math.min(count, Math.max(0, -offset));
            byte[] bytes = before == count ? new byte[0] : session.inspection().memory(value, Math.max(0, offset), count - before);
            ReadMemoryResponse response = new ReadMemoryResponse();
            response.setAddress(Long.toString(Math.max(0, offset)));
            response.setData(Base64.getEncoder().encodeToString(bytes));
            response.setUnreadableBytes(count - bytes.length);
            return response;
        });
    }

    static int number(Integer frame) {
        return frame == null ? 0 : frame;
    }
}
