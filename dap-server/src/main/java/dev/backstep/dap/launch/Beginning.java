package dev.backstep.dap.launch;

import dev.backstep.dap.DapOptions;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.state.SessionEvents;
import dev.backstep.dap.state.Stage.Ownership;
import dev.backstep.dap.state.ThrownHere;
import dev.backstep.dap.wire.Errors;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.BreakpointEventArguments;
import org.eclipse.lsp4j.debug.BreakpointEventArgumentsReason;

/** From what the client wants to a session that stands somewhere. Runs on a thread of its own, because programs take their time. */
public final class Beginning {
    private static final int LOOK_MILLIS = 20;

    private final Conversation conversation;
    private final DapOptions options;
    private final SessionEvents listener;
    private final Runnable end;
    private volatile RunningProgram running;
    private volatile boolean ran;
    private volatile int exitCode;

    /** @param end ends the conversation */
    public Beginning(Conversation conversation, DapOptions options, SessionEvents listener, Runnable end) {
        this.conversation = conversation;
        this.options = options;
        this.listener = listener;
        this.end = end;
    }

    /** @param launched the answer to {@code launch}: completed as soon as it is known whether it works */
    public void begin(Start start, CompletableFuture<Void> launched) {
        Thread.ofPlatform().daemon().name("dap-begin").start(() -> {
            try {
                switch (start) {
                    case Start.Run run -> run(run, launched);
                    case Start.Open open -> open(open.recording(), open.view(), launched);
                    case Start.Join join -> join(join, launched);
                    case Start.Remote _ -> throw new IllegalStateException("another server begins that session");
                }
            } catch (IOException | RuntimeException | InterruptedException e) {
                fail(e, launched);
            }
        });
    }

    private void fail(Throwable failure, CompletableFuture<Void> launched) {
        if (!launched.completeExceptionally(failure)) {
            conversation.events().warn(Errors.text(failure));
        }
        end.run();
    }

    private void run(Start.Run run, CompletableFuture<Void> launched) throws IOException, InterruptedException {
        if (!conversation.stage().advance(Phase.CONFIGURING, Phase.RECORDING)) {
            return;
        }
        Path file = run.program().newRecording();
        RunningProgram program = start(run, file);
        running = program;
        ran = true;
        conversation.progress().show(conversation.client(), "Recording " + run.program().name(), -1);
        program.ended().whenComplete((ending, failure) -> {
            if (running == program) {
                running = null;
                conversation.progress().show(conversation.client(), "", 1);
                ended(run, file, ending, launched);
            }
        });
        while (!Files.exists(file) && !program.ended().isDone()) {
            Thread.sleep(LOOK_MILLIS);
        }
        if (Files.exists(file)) {
            launched.complete(null);
        }
    }

    private RunningProgram start(Start.Run run, Path file) throws IOException {
        if (run.console() == Start.Console.INTERNAL || !conversation.client().runInTerminal()) {
            return PipedProgram.start(options.backstep(), run.program(), file,
                    (category, text) -> conversation.events().output(category, text, null));
        }
        return new TerminalProgram(file, Terminal.run(conversation.events(), run, run.program().recordCommand(options.backstep(), file)));
    }

    private void ended(Start.Run run, Path file, RunningProgram.Ending ending, CompletableFuture<Void> launched) {
        exitCode = ending.exitCode();
        try {
            if (!Files.exists(file)) {
                throw Trouble.NOT_RECORDED.exception("The program could not be recorded: "
                        + (ending.lastWords().isEmpty() ? "no recording was made." : ending.lastWords()));
            }
            launched.complete(null);
            conversation.events().say("Recorded in " + file + (exitCode < 0 ? "" : "; the exit code is " + exitCode));
            if (!run.debug()) {
                end.run();
            } else if (conversation.stage().advance(Phase.RECORDING, Phase.OPENING)) {
                open(file, run.view());
            }
        } catch (IOException | RuntimeException e) {
            fail(e, launched);
        }
    }

    private void open(Path file, Start.View view, CompletableFuture<Void> launched) throws IOException {
        if (conversation.stage().advance(Phase.CONFIGURING, Phase.OPENING)) {
            ReplaySession session = opened(file, view);
            launched.complete(null);
            stand(session, first(session, view.where()), Ownership.OURS);
            new PastOutput(conversation).show(session);
        }
    }

    private void open(Path file, Start.View view) throws IOException {
        ReplaySession session = opened(file, view);
        stand(session, first(session, view.where()), Ownership.OURS);
    }

    private ReplaySession opened(Path file, Start.View view) throws IOException {
        ReplaySession session = options.opener().open(file, view.sourcePaths(), listener);
        try {
            go(session, view.where());
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void go(ReplaySession session, Start.Where where) {
        Target target = switch (where) {
            case Start.Where.Begin _ -> new Target.Start();
            case Start.Where.End _ -> new Target.End();
            case Start.Where.At at -> new Target.At(at.position());
            case Start.Where.Failure _ -> failure(session);
        };
        session.motions().seek(target);
        if (where instanceof Start.Where.Failure && FailedTest.thrown(session).isPresent()) {
            FailedTest.leaveAssertion(session);
        }
    }

    private Target failure(ReplaySession session) {
        try {
            return FailedTest.thrown(session).map(ThrownException::position).or(() -> session.queries().overview().failure()).<Target>map(Target.At::new)
                    .orElseGet(Target.End::new);
        } catch (DivergedException e) {
            throw e;
        } catch (SessionException e) {
            conversation.events().warn("Where the program failed is not known (" + e.getMessage() + "); this is its end.");
            return new Target.End();
        }
    }

    private void join(Start.Join join, CompletableFuture<Void> launched) {
        ReplaySession session = options.served().filter(served -> served.admits(join.token())).orElseThrow(() ->
                Trouble.NOT_ALLOWED.exception(options.served().isPresent()
                        ? "The token is not that of the served session; the process that serves it has printed it."
                        : "Nothing is served here; give the 'port' of a process that serves a session.")).session();
        session.addListener(listener);
        launched.complete(null);
        stand(session, session.stop(), Ownership.SHARED);
    }

    /** The first stop, which says what failed if it is there that we stand. */
    private static Stop first(ReplaySession session, Start.Where where) {
        Stop stop = session.stop();
        if (!(where instanceof Start.Where.Failure) || stop.location().isEmpty()) {
            return stop;
        }
        return ThrownHere.at(session, stop).map(thrown -> telling(stop, thrown, StopReason.EXCEPTION))
                .or(() -> FailedTest.thrown(session).map(thrown -> telling(stop, thrown, stop.reason())))     // it throws a little later
                .orElse(stop);
    }

    private static Stop telling(Stop stop, ThrownException thrown, StopReason reason) {
        return new Stop(stop.position(), stop.tick(), stop.event(), stop.thread(), stop.location(), reason,
                thrown.className() + ": " + thrown.message(), stop.breakpointIds(), stop.diverted());
    }

    private void stand(ReplaySession session, Stop stop, Ownership ownership) {
        if (!conversation.stage().opened(session, ownership)) {
            if (ownership == Ownership.OURS) {
                session.close();
            }
            return;
        }
        conversation.breakpoints().tell(session).values().forEach(status -> {
            BreakpointEventArguments arguments = new BreakpointEventArguments();
            arguments.setReason(BreakpointEventArgumentsReason.CHANGED);
            arguments.setBreakpoint(SessionEvents.toClient(status, conversation.client()));
            if (conversation.breakpoints().owns(status.id())) {
                conversation.events().send(client -> client.breakpoint(arguments));
            }
        });
        conversation.report().stopped(session, stop, Optional.empty());
    }

    /** The program that is being recorded, if there is one. */
    public Optional<RunningProgram> running() {
        return Optional.ofNullable(running);
    }

    /** Of the program, if one was run. */
    public OptionalInt exitCode() {
        return ran ? OptionalInt.of(Math.max(0, exitCode)) : OptionalInt.empty();
    }

    /** Ends the program without looking at its recording. */
    public void abandon() {
        RunningProgram program = running;
        running = null;
        if (program != null) {
            program.close();
        }
    }

    /** Lets the program run on; its recording goes on, too. */
    public void leave() {
        running = null;
    }
}
