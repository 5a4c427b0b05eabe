package dev.backstep.replay.jdi;

import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.session.SessionException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of one stop. None is used twice in a session, so that a stale one is found out. */
final class Handles {
    private final AtomicLong lastId;
    private final Map<Long, Container> byId = new HashMap<>();
    private final Map<Container, Long> ids = new HashMap<>();

    /** @param lastId shared by all stops of a session */
    Handles(AtomicLong lastId) {
        this.lastId = lastId;
    }

    /** @return the id of {@code container}, the same for an equal one */
    long id(Container container) {
        return ids.computeIfAbsent(container, c -> {
            long id = lastId.incrementAndGet();
            byId.put(id, c);
            return id;
        });
    }

    /** @throws SessionException if the id is stale or was never given */
    Container container(long id) {
        Container container = byId.get(id);
        if (container == null) {
            throw new SessionException("The id " + id + " is not good here: ids are good until the next motion; ask for the stack again.");
        }
        return container;
    }

    boolean has(long id) {
        return byId.containsKey(id);
    }

    FrameHandle frame(long id) {
        if (container(id) instanceof FrameHandle frame) {
            return frame;
        }
        throw new SessionException("The id " + id + " is not that of a frame.");
    }
}
