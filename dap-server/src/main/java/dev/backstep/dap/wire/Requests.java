package dev.backstep.dap.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/**
 * The requests that are under way: what must come after the response of one, and how to cancel one.
 *
 * <p>A client must see the response to {@code next} before the {@code stopped} event that follows from it. lsp4j sends a response some
 * time after the handler has returned, so the handler leaves here what is to be done then.
 */
public final class Requests {
    private final ThreadLocal<String> current = new ThreadLocal<>();
    private final Map<String, List<Runnable>> followers = new ConcurrentHashMap<>();
    private final Map<String, List<CompletableFuture<?>>> cancellable = new ConcurrentHashMap<>();

    /** Runs an action as soon as the response to the present request has been sent. Called by handlers, on the thread that reads. */
    public void afterResponse(Runnable action) {
        followers.computeIfAbsent(dispatched(), id -> new CopyOnWriteArrayList<>()).add(action);
    }

    /**
     * Lets {@code cancel} cancel the present request. A request may be answered by several, one made of another. Called by handlers,
     * on the thread that reads.
     *
     * @return its argument
     */
    public <T> CompletableFuture<T> cancellable(CompletableFuture<T> answer) {
        String id = dispatched();
        cancellable.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(answer);
        answer.whenComplete((result, failure) -> cancellable.computeIfPresent(id, (_, all) -> {
            all.remove(answer);
            return all.isEmpty() ? null : all;
        }));
        return answer;
    }

    /** @return false if there is no such request, or it is answered already, or it cannot be cancelled */
    public boolean cancel(int id) {
        boolean cancelled = false;
        for (CompletableFuture<?> answer : cancellable.getOrDefault(Integer.toString(id), List.of()).reversed()) {
            cancelled |= answer.cancel(true);       // what is made of another first: it is the response
        }
        return cancelled;
    }

    private String dispatched() {
        String id = current.get();
        if (id == null) {
            throw new IllegalStateException("no request is being dispatched on this thread");
        }
        return id;
    }

    MessageConsumer incoming(MessageConsumer next) {
        return message -> {
            if (message instanceof RequestMessage request) {
                current.set(request.getId());
                try {
                    next.consume(message);
                } finally {
                    current.remove();
                }
            } else {
                next.consume(message);
            }
        };
    }

    MessageConsumer outgoing(MessageConsumer next) {
        return message -> {
            try {
                next.consume(message);
            } finally {
                if (message instanceof ResponseMessage response) {
                    List<Runnable> actions = followers.remove(response.getId());
                    if (actions != null) {
                        actions.forEach(Runnable::run);
                    }
                }
            }
        };
    }
}
