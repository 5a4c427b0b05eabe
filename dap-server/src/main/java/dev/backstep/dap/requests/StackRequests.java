package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids.FrameId;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.state.Threads;
import dev.backstep.dap.state.ThrownHere;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.ThreadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.debug.ExceptionBreakMode;
import org.eclipse.lsp4j.debug.ExceptionDetails;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.Scope;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.ScopesResponse;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackFramePresentationHint;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StackTraceResponse;
import org.eclipse.lsp4j.debug.Thread;
import org.eclipse.lsp4j.debug.ThreadsResponse;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Threads, their stacks, and what the frames hold. */
public final class StackRequests {
    private final Conversation conversation;
    private volatile List<Thread> lastThreads = List.of();

    public StackRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    /** While the session moves, what was true before; while a program is recorded, one thread that stands for it. */
    @JsonRequest
    CompletableFuture<ThreadsResponse> threads() {
        Phase phase = conversation.stage().phase();
        if (phase == Phase.STANDING) {
            return conversation.look(session -> {
                lastThreads = threads(session);
                return response(lastThreads);
            });
        }
        boolean known = phase == Phase.MOVING && !lastThreads.isEmpty();
        return CompletableFuture.completedFuture(response(known ? lastThreads : List.of(thread(0, "the program"))));
    }

    private static List<Thread> threads(ReplaySession session) {
        int present = session.stop().thread();
        List<Thread> threads = new ArrayList<>();
        boolean hasPresent = false;
        for (ThreadView view : session.inspection().threads()) {
            if (view.state() != ThreadView.State.ENDED) {
                threads.add(thread(view.id(), view.name() + doing(view)));
                hasPresent |= view.id() == present;
            }
        }
        if (!hasPresent) {
            threads.addFirst(thread(present, "end of the recording"));
        }
        return threads;
    }

    private static String doing(ThreadView view) {
        return switch (view.state()) {
            case RUNNING, RUNNABLE, ENDED -> "";
            case BLOCKED -> " (blocked" + cause(view) + ")";
            case WAITING -> " (waiting" + cause(view) + ")";
            case PARKED -> " (parked" + cause(view) + ")";
            case SLEEPING -> " (sleeping)";
            case IN_NATIVE -> " (in native code" + cause(view) + ")";
        };
    }

    private static String cause(ThreadView view) {
        return view.waitsFor().isEmpty() ? "" : ": " + view.waitsFor();
    }

    private static Thread thread(int id, String name) {
        Thread thread = new Thread();
        thread.setId(Threads.toClient(id));
        thread.setName(name);
        return thread;
    }

    private static ThreadsResponse response(List<Thread> threads) {
        ThreadsResponse response = new ThreadsResponse();
        response.setThreads(threads.toArray(Thread[]::new));
        return response;
    }

    @JsonRequest
    CompletableFuture<StackTraceResponse> stackTrace(StackTraceArguments arguments) {
        int thread = Threads.fromClient(arguments.getThreadId());
        int first = arguments.getStartFrame() == null ? 0 : arguments.getStartFrame();
        int most = arguments.getLevels() == null ? 0 : arguments.getLevels();
        return conversation.look(session -> {
            int count = session.inspection().frameCount(thread);
            StackTraceResponse response = new StackTraceResponse();
            if (count == 0 && thread == session.stop().thread()) {
                response.setStackFrames(first == 0 ? new StackFrame[] {label(session.stop())} : new StackFrame[0]);
                response.setTotalFrames(1);
                return response;
            }
            List<FrameView> frames = first >= count ? List.of() : session.inspection().frames(thread, first, most);
            response.setStackFrames(IntStream.range(0, frames.size()).mapToObj(i -> frame(frames.get(i), thread, first + i)).toArray(StackFrame[]::new));
            response.setTotalFrames(count);
            return response;
        });
    }

    private StackFrame frame(FrameView view, int thread, int index) {
        StackFrame frame = new StackFrame();
        frame.setId(conversation.ids().frame(new FrameId(view.id(), thread, index, view.location().className())));
        frame.setName(view.location().className().replaceAll(".*\\.", "") + "." + view.location().method() + view.signature());
        frame.setLine(conversation.client().lineToClient(view.location().line()));
        frame.setColumn(view.location().line() == 0 ? 0 : conversation.client().firstColumn());
        view.source().ifPresent(source -> frame.setSource(conversation.sources().toClient(source,
                Optional.of(view.location().className()), conversation.client())));
        if (!view.application()) {
            frame.setPresentationHint(StackFramePresentationHint.SUBTLE);
        }
        frame.setCanRestart(view.application());
        return frame;
    }

    /** Stands where there is no frame, so that the user sees why: the program has ended. */
    private StackFrame label(Stop stop) {
        StackFrame frame = new StackFrame();
        frame.setId(conversation.ids().frame(new FrameId(0, stop.thread(), 0, "")));
        frame.setName(stop.text().isEmpty() ? "the end of the recording" : stop.text());
        frame.setPresentationHint(StackFramePresentationHint.LABEL);
        frame.setCanRestart(false);
        return frame;
    }

    @JsonRequest
    CompletableFuture<ScopesResponse> scopes(ScopesArguments arguments) {
        FrameId frame = conversation.ids().frame(arguments.getFrameId());
        return conversation.look(session -> {
            ScopesResponse response = new ScopesResponse();
            List<ScopeView> scopes = frame.id() == 0 ? List.of() : session.inspection().scopes(frame.id());
            response.setScopes(scopes.stream().map(scope -> scope(scope, arguments.getFrameId(), frame.className())).toArray(Scope[]::new));
            return response;
        });
    }

    private Scope scope(ScopeView view, int frame, String className) {
        Scope scope = new Scope();
        scope.setName(view.name());
        scope.setVariablesReference(conversation.ids().container(view.id(), frame, className));
        scope.setNamedVariables(view.namedParts());
        scope.setExpensive(view.expensive());
        return scope;
    }

    @JsonRequest
    CompletableFuture<ExceptionInfoResponse> exceptionInfo(ExceptionInfoArguments arguments) {
        int thread = Threads.fromClient(arguments.getThreadId());
        return conversation.look(session -> session.inspection().exception(thread).map(exception -> info(exception.className(), exception.message(),
                exception.stackTrace(), exception.caught())).orElseGet(() -> aboutToBeThrown(session, thread)));
    }

    private static ExceptionInfoResponse aboutToBeThrown(ReplaySession session, int thread) {
        return Optional.of(session.stop()).filter(stop -> stop.thread() == thread).flatMap(stop -> ThrownHere.at(session, stop))
                .map(thrown -> info(thrown.className(), thrown.message(), null, thrown.caught())).orElseThrow(() ->
                        new SessionException("This thread does not stand where an exception is thrown."));
    }

    /** @param stackTrace null if it is not there yet */
    private static ExceptionInfoResponse info(String className, String message, String stackTrace, boolean caught) {
        ExceptionDetails details = new ExceptionDetails();
        details.setMessage(message);
        details.setFullTypeName(className);
        details.setTypeName(className.replaceAll(".*[.$]", ""));
        details.setStackTrace(stackTrace);
        ExceptionInfoResponse response = new ExceptionInfoResponse();
        response.setExceptionId(className);
        response.setDescription(message);
        response.setBreakMode(caught ? ExceptionBreakMode.ALWAYS : ExceptionBreakMode.UNHANDLED);
        response.setDetails(details);
        return response;
    }
}
