package dev.backstep.dap.requests;

import dev.backstep.dap.state.ClientFeatures;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.wire.Trouble;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.Capabilities;
import org.eclipse.lsp4j.debug.ExceptionBreakpointsFilter;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** What the client can do, and what we can. */
public final class GreetingRequests {
    private final Conversation conversation;

    public GreetingRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    @JsonRequest
    CompletableFuture<Capabilities> initialize(InitializeRequestArguments arguments) {
        if (!conversation.stage().advance(Phase.NEW, Phase.GREETED)) {
            throw Trouble.STARTED_ALREADY.exception();
        }
        conversation.client(ClientFeatures.of(arguments));
        return CompletableFuture.completedFuture(capabilities());
    }

    private static Capabilities capabilities() {
        Capabilities can = new Capabilities();
        can.setSupportsConfigurationDoneRequest(true);
        can.setSupportsTerminateRequest(true);
        can.setSupportTerminateDebuggee(true);
        can.setSupportsRestartRequest(true);
        can.setSupportsCancelRequest(true);
        travel(can);
        breakpoints(can);
        inspection(can);
        return can;
    }

    private static void travel(Capabilities can) {
        can.setSupportsStepBack(true);
        can.setSupportsSteppingGranularity(true);
        can.setSupportsGotoTargetsRequest(true);
        can.setSupportsStepInTargetsRequest(true);
        can.setSupportsRestartFrame(true);
    }

    private static void breakpoints(Capabilities can) {
        can.setSupportsConditionalBreakpoints(true);
        can.setSupportsHitConditionalBreakpoints(true);
        can.setSupportsLogPoints(true);
        can.setSupportsFunctionBreakpoints(true);
        can.setSupportsDataBreakpoints(true);
        can.setSupportsBreakpointLocationsRequest(true);
        can.setSupportsExceptionFilterOptions(true);
        can.setExceptionBreakpointFilters(new ExceptionBreakpointsFilter[] {
            filter(ExceptionFilters.CAUGHT, "Caught Exceptions", "Stops where an exception is thrown that something catches."),
            filter(ExceptionFilters.UNCAUGHT, "Uncaught Exceptions", "Stops where an exception is thrown that nothing catches.")
        });
    }

    private static void inspection(Capabilities can) {
        can.setSupportsDelayedStackTraceLoading(true);
        can.setSupportsExceptionInfoRequest(true);
        can.setSupportsLoadedSourcesRequest(true);
        can.setSupportsModulesRequest(true);
        can.setSupportsSetVariable(true);
        can.setSupportsSetExpression(true);
        can.setSupportsEvaluateForHovers(true);
        can.setSupportsClipboardContext(true);
        can.setSupportsCompletionsRequest(true);
        can.setCompletionTriggerCharacters(new String[] {".", ":"});
        can.setSupportsValueFormattingOptions(true);
        can.setSupportsReadMemoryRequest(true);
    }

    private static ExceptionBreakpointsFilter filter(String name, String label, String description) {
        ExceptionBreakpointsFilter filter = new ExceptionBreakpointsFilter();
        filter.setFilter(name);
        filter.setLabel(label);
        filter.setDescription(description);
        filter.setDefault_(false);
        filter.setSupportsCondition(true);
        filter.setConditionDescription("Class names, separated by commas, or a Java expression");
        return filter;
    }
}
