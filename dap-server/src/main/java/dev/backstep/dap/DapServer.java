package dev.backstep.dap;

import dev.backstep.dap.console.Console;
import dev.backstep.dap.custom.BookmarkRequests;
import dev.backstep.dap.custom.PageRequests;
import dev.backstep.dap.custom.QuestionRequests;
import dev.backstep.dap.custom.TravelRequests;
import dev.backstep.dap.launch.Beginning;
import dev.backstep.dap.launch.RunningProgram;
import dev.backstep.dap.requests.AttachRequests;
import dev.backstep.dap.requests.BreakpointRequests;
import dev.backstep.dap.requests.EndingRequests;
import dev.backstep.dap.requests.EvaluateRequests;
import dev.backstep.dap.requests.GreetingRequests;
import dev.backstep.dap.requests.LaunchRequests;
import dev.backstep.dap.requests.MotionRequests;
import dev.backstep.dap.requests.SourceRequests;
import dev.backstep.dap.requests.StackRequests;
import dev.backstep.dap.requests.TargetRequests;
import dev.backstep.dap.requests.VariableRequests;
import dev.backstep.dap.requests.WatchRequests;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.state.SessionEvents;
import dev.backstep.dap.wire.Wire;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Serves one client over a pair of streams, from its first request to its end. Only wires the parts together. */
public final class DapServer implements AutoCloseable {
    private final Conversation conversation = new Conversation();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SessionEvents listener;
    private final Beginning beginning;
    private final Wire wire;

    public DapServer(InputStream input, OutputStream output, DapOptions options) {
        listener = new SessionEvents(conversation::client, conversation.mover(), conversation.events(), conversation.progress(),
                conversation.breakpoints(), this::sessionEnded);
        beginning = new Beginning(conversation, options, listener, this::end);
        wire = new Wire(input, output, services(options), conversation.requests());
        conversation.events().open(wire.client());
    }

    private List<Object> services(DapOptions options) {
        LaunchRequests launches = new LaunchRequests(conversation, beginning);
        BreakpointRequests breakpoints = new BreakpointRequests(conversation);
        return List.of(
                new GreetingRequests(conversation),
                launches,
                new AttachRequests(conversation, launches, () -> wire, options.served().isPresent(), this::disconnect),
                new EndingRequests(conversation, beginning, this::end, this::disconnect),
                breakpoints,
                new WatchRequests(conversation, breakpoints),
                new MotionRequests(conversation, () -> beginning.running().ifPresent(RunningProgram::kill)),
                new TargetRequests(conversation),
                new StackRequests(conversation),
                new VariableRequests(conversation),
                new EvaluateRequests(conversation, new Console(conversation)),
                new SourceRequests(conversation),
                new TravelRequests(conversation),
                new QuestionRequests(conversation),
                new PageRequests(conversation, options.page()),
                new BookmarkRequests(conversation));
    }

    /** Returns when the client has disconnected, has gone, or sent what is not the protocol. */
    public void serve() throws InterruptedException {
        Thread.ofPlatform().daemon().name("dap-listen").start(() -> {
            wire.listen();
            over.countDown();
        });
        try {
            over.await();
        } finally {
            close();
        }
    }

    /** @param reason empty if somebody closed it; if it is ours, that was us */
    private void sessionEnded(String reason) {
        if (reason.isEmpty() && !conversation.stage().isShared()) {
            return;
        }
        if (!reason.isEmpty()) {
            conversation.events().warn(reason);
        }
        end();
    }

    /** The session is over, and the client hears of it; then it disconnects. */
    private void end() {
        boolean began = conversation.stage().phase().compareTo(Phase.CONFIGURING) >= 0;
        if (closeSession() && began) {
            beginning.exitCode().ifPresent(conversation.events()::exited);
            conversation.events().terminated();
        }
    }

    /** @return false if it was closed already */
    private boolean closeSession() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        beginning.abandon();
        conversation.stage().beforeLeaving(session -> {
            session.removeListener(listener);
            conversation.breakpoints().withdraw(session);
        });
        conversation.stage().end();
        return true;
    }

    private void disconnect() {
        end();
        over.countDown();
    }

    @Override
    public void close() {
        closeSession();
        conversation.events().close();
        conversation.close();
    }
}
