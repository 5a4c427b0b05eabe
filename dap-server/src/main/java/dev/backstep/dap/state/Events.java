package dev.backstep.dap.state;

import dev.backstep.dap.wire.BackstepClient;
import org.eclipse.lsp4j.debug.ContinuedEventArguments;
import org.eclipse.lsp4j.debug.ExitedEventArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.OutputEventArgumentsCategory;
import org.eclipse.lsp4j.debug.TerminatedEventArguments;

/** Sends events. After {@link #close} nothing goes out any more, so that nobody needs to know whether the client is still there. */
public final class Events {
    private volatile BackstepClient client;

    public void open(BackstepClient value) {
        client = value;
    }

    public void close() {
        client = null;
    }

    /** Sends something, if there is still somebody to hear it. */
    public void send(java.util.function.Consumer<BackstepClient> event) {
        BackstepClient present = client;
        if (present != null) {
            event.accept(present);
        }
    }

    /** A line from us, in the client's console. */
    public void say(String line) {
        output(OutputEventArgumentsCategory.CONSOLE, line + "\n", null);
    }

    /** A line that the user should not miss. */
    public void warn(String line) {
        output(OutputEventArgumentsCategory.IMPORTANT, line + "\n", null);
    }

    /** @param category of {@link OutputEventArgumentsCategory}. @param data for our own extension, may be null */
    public void output(String category, String text, Object data) {
        OutputEventArguments arguments = new OutputEventArguments();
        arguments.setCategory(category);
        arguments.setOutput(text);
        arguments.setData(data);
        send(present -> present.output(arguments));
    }

    /** The session is on its way although the client did not ask for it by a motion of the protocol. */
    public void continued(int thread) {
        ContinuedEventArguments arguments = new ContinuedEventArguments();
        arguments.setThreadId(Threads.toClient(thread));
        arguments.setAllThreadsContinued(true);
        send(present -> present.continued(arguments));
    }

    public void exited(int code) {
        ExitedEventArguments arguments = new ExitedEventArguments();
        arguments.setExitCode(code);
        send(present -> present.exited(arguments));
    }

    public void terminated() {
        send(present -> present.terminated(new TerminatedEventArguments()));
    }
}
