package dev.backstep.tests.dap;

import dev.backstep.dap.wire.BackstepClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.debug.Capabilities;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.ProgressStartEventArguments;
import org.eclipse.lsp4j.debug.ProgressUpdateEventArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.eclipse.lsp4j.debug.TerminatedEventArguments;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.debug.DebugLauncher;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** A client as an editor has one: keeps the stops and the output. */
final class DapClient implements BackstepClient {
    private static final int PATIENCE_SECONDS = 120;

    /** The protocol's requests and some of ours. */
    interface Server extends IDebugProtocolServer {
        @JsonRequest("backstep/seek")
        CompletableFuture<PositionEvent> seek(Map<String, String> arguments);

        @JsonRequest("backstep/reverseStepIn")
        CompletableFuture<PositionEvent> reverseStepIn(Map<String, Integer> arguments);

        @JsonRequest("backstep/reverseStepOut")
        CompletableFuture<PositionEvent> reverseStepOut(Map<String, Integer> arguments);

        @JsonRequest("backstep/takeCheckpoint")
        CompletableFuture<Map<String, Object>> takeCheckpoint(Map<String, String> arguments);

        @JsonRequest("backstep/jumpToCheckpoint")
        CompletableFuture<PositionEvent> jumpToCheckpoint(Map<String, Integer> arguments);

        @JsonRequest("backstep/checkpoints")
        CompletableFuture<Map<String, Object>> checkpoints();

        @JsonRequest("backstep/overview")
        CompletableFuture<Map<String, Object>> overview();

        @JsonRequest("backstep/hits")
        CompletableFuture<Map<String, Object>> hits(Map<String, Object> arguments);

        @JsonRequest("backstep/endDiversion")
        CompletableFuture<PositionEvent> endDiversion();
    }

    private final BlockingQueue<StoppedEventArguments> stops = new LinkedBlockingQueue<>();
    private final BlockingQueue<ProgressStartEventArguments> tasks = new LinkedBlockingQueue<>();
    private final Map<String, List<Double>> percentages = new ConcurrentHashMap<>();
    private final AtomicInteger lastRequest = new AtomicInteger();
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Void> initialized = new CompletableFuture<>();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final Server server;

    DapClient(InputStream input, OutputStream output) {
        Launcher<Server> launcher = new DebugLauncher.Builder<Server>().setLocalService(this).setRemoteInterface(Server.class)
                .setClassLoader(DapClient.class.getClassLoader()).setInput(input).setOutput(output)
                .setExecutorService(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()))
                .wrapMessages(consumer -> message -> {
                    if (message instanceof RequestMessage request) {
                        lastRequest.set(Integer.parseInt(request.getId()));
                    }
                    consumer.consume(message);
                }).create();
        server = launcher.getRemoteProxy();
        launcher.startListening();
    }

    Server server() {
        return server;
    }

    static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins a session and waits for its first stop. @param request {@code launch} or {@code attach} */
    StoppedEventArguments begin(String request, Map<String, Object> arguments, SetBreakpointsArguments... breakpoints) throws Exception {
        InitializeRequestArguments hello = new InitializeRequestArguments();
        hello.setAdapterID("backstep");
        hello.setLinesStartAt1(true);
        hello.setSupportsMemoryReferences(true);
        hello.setSupportsProgressReporting(true);
        Capabilities can = get(server.initialize(hello));
        if (!can.getSupportsStepBack()) {
            throw new AssertionError("no step back");
        }
        CompletableFuture<Void> begun = request.equals("launch") ? server.launch(arguments) : server.attach(arguments);
        get(initialized.applyToEither(begun, nothing -> nothing));
        for (SetBreakpointsArguments each : breakpoints) {
            get(server.setBreakpoints(each));
        }
        get(server.configurationDone(new ConfigurationDoneArguments()));
        get(begun);
        return stop();
    }

    /** The next stop. */
    StoppedEventArguments stop() throws InterruptedException, IOException {
        StoppedEventArguments stop = stops.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (stop == null) {
            throw new AssertionError("did not stop; the console says\n" + output);
        }
        return stop;
    }

    /** Waits for the answer of a motion and its stop. */
    StoppedEventArguments move(CompletableFuture<?> answer) throws Exception {
        get(answer);
        return stop();
    }

    StackFrame top(StoppedEventArguments stop) throws Exception {
        StackTraceArguments arguments = new StackTraceArguments();
        arguments.setThreadId(stop.getThreadId());
        return get(server.stackTrace(arguments)).getStackFrames()[0];
    }

    /** What the frame's first scope holds. */
    List<Variable> locals(StackFrame frame) throws Exception {
        ScopesArguments scopes = new ScopesArguments();
        scopes.setFrameId(frame.getId());
        return parts(get(server.scopes(scopes)).getScopes()[0].getVariablesReference());
    }

    List<Variable> parts(int reference) throws Exception {
        VariablesArguments arguments = new VariablesArguments();
        arguments.setVariablesReference(reference);
        return List.of(get(server.variables(arguments)).getVariables());
    }

    String evaluate(String expression, StackFrame frame, String context) throws Exception {
        EvaluateArguments arguments = new EvaluateArguments();
        arguments.setExpression(expression);
        arguments.setFrameId(frame == null ? null : frame.getId());
        arguments.setContext(context);
        return get(server.evaluate(arguments)).getResult();
    }

    static SetBreakpointsArguments breakpoints(String path, int... lines) {
        SetBreakpointsArguments arguments = new SetBreakpointsArguments();
        Source source = new Source();
        source.setPath(path);
        arguments.setSource(source);
        arguments.setBreakpoints(java.util.Arrays.stream(lines).mapToObj(line -> {
            SourceBreakpoint breakpoint = new SourceBreakpoint();
            breakpoint.setLine(line);
            return breakpoint;
        }).toArray(SourceBreakpoint[]::new));
        return arguments;
    }

    /** Drops what came before. */
    void forget() {
        stops.clear();
        tasks.clear();
        percentages.clear();
        output.setLength(0);
    }

    /** Number of the last request that was sent, or that the server sent: use it when it sends none. */
    int lastRequest() {
        return lastRequest.get();
    }

    /** The next long task that the server tells of. */
    ProgressStartEventArguments task() throws InterruptedException {
        ProgressStartEventArguments task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (task == null) {
            throw new AssertionError("no progress was told");
        }
        return task;
    }

    /** What was told of a task, in order. */
    List<Double> percentages(ProgressStartEventArguments task) {
        return percentages.getOrDefault(task.getProgressId(), List.of());
    }

    /** What an error response says. */
    static String failure(CompletableFuture<?> answer) throws Exception {
        try {
            throw new AssertionError("no failure but " + get(answer));
        } catch (ExecutionException e) {
            return ((ResponseErrorException) e.getCause()).getResponseError().getData().toString();
        }
    }

    String output() {
        return output.toString();
    }

    CompletableFuture<Void> terminatedByServer() {
        return terminated;
    }

    @Override
    public void initialized() {
        initialized.complete(null);
    }

    @Override
    public void stopped(StoppedEventArguments arguments) {
        stops.add(arguments);
    }

    @Override
    public void output(OutputEventArguments arguments) {
        output.append(arguments.getOutput());
    }

    @Override
    public void progressStart(ProgressStartEventArguments arguments) {
        told(arguments.getProgressId(), arguments.getPercentage());
        tasks.add(arguments);
    }

    @Override
    public void progressUpdate(ProgressUpdateEventArguments arguments) {
        told(arguments.getProgressId(), arguments.getPercentage());
    }

    private void told(String task, Double percentage) {
        if (percentage != null) {
            percentages.computeIfAbsent(task, _ -> new CopyOnWriteArrayList<>()).add(percentage);
        }
    }

    @Override
    public void terminated(TerminatedEventArguments arguments) {
        terminated.complete(null);
    }

    @Override
    public void position(PositionEvent event) { }

    @Override
    public void changed(ChangedEvent event) { }
}
