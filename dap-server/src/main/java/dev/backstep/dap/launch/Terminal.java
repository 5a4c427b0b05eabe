package dev.backstep.dap.launch;

import dev.backstep.dap.state.Events;
import dev.backstep.dap.wire.Trouble;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.debug.RunInTerminalRequestArguments;
import org.eclipse.lsp4j.debug.RunInTerminalRequestArgumentsKind;
import org.eclipse.lsp4j.debug.RunInTerminalResponse;

/** Asks the client for a terminal with a program in it. */
final class Terminal {
    private static final int PATIENCE_SECONDS = 60;

    private Terminal() { }

    static RunInTerminalResponse run(Events events, Start.Run run, List<String> command) throws IOException {
        RunInTerminalRequestArguments arguments = new RunInTerminalRequestArguments();
        arguments.setKind(run.console() == Start.Console.EXTERNAL
                ? RunInTerminalRequestArgumentsKind.EXTERNAL : RunInTerminalRequestArgumentsKind.INTEGRATED);
        arguments.setTitle("Recording " + run.program().name());
        arguments.setCwd(run.program().folder().toString());
        arguments.setArgs(command.toArray(String[]::new));
        Map<String, String> environment = new HashMap<>(run.program().environment());
        environment.put("BACKSTEP_NO_BUILD", "1");
        arguments.setEnv(environment);
        CompletableFuture<RunInTerminalResponse> answer = new CompletableFuture<>();
        events.send(client -> client.runInTerminal(arguments).whenComplete((response, failure) -> {
            if (failure == null) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Trouble.NOT_RECORDED.exception("The client could not open a terminal: " + e.getCause().getMessage()
                    + ". 'console': 'internalConsole' needs none.");
        } catch (TimeoutException e) {
            throw Trouble.NOT_RECORDED.exception("The client did not open a terminal; 'console': 'internalConsole' needs none.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a terminal", e);
        }
    }
}
