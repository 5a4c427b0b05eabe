package dev.backstep.dap.requests;

import dev.backstep.dap.console.Console;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.replay.session.Inspection.Completion;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.VariableView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.debug.CompletionItem;
import org.eclipse.lsp4j.debug.CompletionItemType;
import org.eclipse.lsp4j.debug.CompletionsArguments;
import org.eclipse.lsp4j.debug.CompletionsResponse;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.EvaluateResponse;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Evaluates expressions, and takes what is typed with a colon for a command of ours. */
public final class EvaluateRequests {
    private final Conversation conversation;
    private final Console console;

    public EvaluateRequests(Conversation conversation, Console console) {
        this.conversation = conversation;
        this.console = console;
    }

    @JsonRequest
    CompletableFuture<EvaluateResponse> evaluate(EvaluateArguments arguments) {
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        String text = arguments.getExpression().strip();
        if (Console.isCommand(text) && (arguments.getContext() == null || "repl".equals(arguments.getContext()))) {
            return conversation.requests().cancellable(console.run(text, frame).thenApply(EvaluateRequests::plain));
        }
        return conversation.look(session -> {
            boolean diverted = session.stop().diverted();
            VariableView view = session.inspection().evaluate(text, frame.id(), Values.format(arguments.getFormat(), arguments.getContext()));
            if (session.stop().diverted() != diverted) {
                conversation.report().position(session, session.stop());
            }
            return response(view, VariableRequests.number(arguments.getFrameId()));
        });
    }

    private EvaluateResponse response(VariableView view, int frame) {
        EvaluateResponse response = new EvaluateResponse();
        response.setResult(view.value());
        response.setType(view.type());
        response.setVariablesReference(Values.container(conversation.ids(), view, frame));
        response.setNamedVariables(view.namedParts());
        response.setIndexedVariables(view.indexedParts());
        response.setMemoryReference(Values.memory(view));
        return response;
    }

    private static EvaluateResponse plain(String text) {
        EvaluateResponse response = new EvaluateResponse();
        response.setResult(text);
        return response;
    }

    @JsonRequest
    CompletableFuture<CompletionsResponse> completions(CompletionsArguments arguments) {
        String text = arguments.getText();
        int cursor = Math.clamp(arguments.getColumn() - conversation.client().firstColumn(), 0, text.length());
        if (Console.isCommand(text)) {
            return CompletableFuture.completedFuture(response(commands(text.substring(0, cursor))));
        }
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        int length = cursor - start;
        int column = start + conversation.client().firstColumn();
        return conversation.look(session -> response(proposals(session, text, cursor, frame).map(proposal -> item(proposal, column, length))));
    }

    private static Stream<Completion> proposals(ReplaySession session, String text, int cursor, Ids.FrameId frame) {
        return session.inspection().completions(text, cursor, frame.id()).stream();
    }

    private static CompletionItem item(Completion proposal, int start, int length) {
        CompletionItem item = new CompletionItem();
        item.setLabel(proposal.label());
        item.setText(proposal.inserted());
        item.setStart(start);
        item.setLength(length);
        item.setType(switch (proposal.kind()) {
            case "method" -> CompletionItemType.METHOD;
            case "field" -> CompletionItemType.FIELD;
            case "class" -> CompletionItemType.CLASS;
            case "keyword" -> CompletionItemType.KEYWORD;
            default -> CompletionItemType.VARIABLE;
        });
        return item;
    }

    private Stream<CompletionItem> commands(String typed) {
        return console.names().stream().filter(name -> name.startsWith(typed.strip())).map(name -> {
            CompletionItem item = new CompletionItem();
            item.setLabel(name);
            item.setStart(conversation.client().firstColumn());
            item.setLength(typed.length());
            item.setType(CompletionItemType.KEYWORD);
            return item;
        });
    }

    private static CompletionsResponse response(Stream<CompletionItem> items) {
        List<CompletionItem> all = items.toList();
        CompletionsResponse response = new CompletionsResponse();
        response.setTargets(all.toArray(CompletionItem[]::new));
        return response;
    }
}
