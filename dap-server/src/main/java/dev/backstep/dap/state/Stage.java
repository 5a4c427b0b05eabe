package dev.backstep.dap.state;

import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.ReplaySession;
import java.util.function.Consumer;

/** The phase of a conversation and the session that belongs to it. Says what is not possible in a phase. */
public final class Stage {
    /** What closing the stage does with the session. */
    public enum Ownership {
        OURS, SHARED
    }

    private Phase phase = Phase.NEW;
    private ReplaySession session;
    private Ownership ownership = Ownership.OURS;

    public synchronized Phase phase() {
        return phase;
    }

    /** @return false, and nothing happens, if the phase is another than expected */
    public synchronized boolean advance(Phase expected, Phase next) {
        if (phase != expected) {
            return false;
        }
        phase = next;
        return true;
    }

    /** The session is there and stands. @return false if the conversation ended meanwhile: the session is not taken then */
    public synchronized boolean opened(ReplaySession opened, Ownership owner) {
        if (phase == Phase.ENDED) {
            return false;
        }
        session = opened;
        ownership = owner;
        phase = Phase.STANDING;
        return true;
    }

    /** The session, whether it moves or not. */
    public synchronized ReplaySession session() {
        return switch (phase) {
            case STANDING, MOVING -> session;
            case RECORDING -> throw Trouble.RECORDING_STILL.exception();
            case ENDED -> throw Trouble.ENDED.exception();
            default -> throw Trouble.NOT_STARTED.exception();
        };
    }

    /** The session, which must stand. */
    public synchronized ReplaySession standing() {
        ReplaySession present = session();
        if (phase == Phase.MOVING) {
            throw Trouble.MOVING.exception();
        }
        return present;
    }

    /** From standing to moving. */
    public synchronized ReplaySession depart() {
        ReplaySession present = standing();
        phase = Phase.MOVING;
        return present;
    }

    public synchronized void arrived() {
        if (phase == Phase.MOVING) {
            phase = Phase.STANDING;
        }
    }

    public synchronized boolean isShared() {
        return ownership == Ownership.SHARED;
    }

    /** Does something with a session that others go on with, before we leave it. */
    public void beforeLeaving(Consumer<ReplaySession> farewell) {
        ReplaySession shared;
        synchronized (this) {
            shared = ownership == Ownership.SHARED ? session : null;
        }
        if (shared != null) {
            farewell.accept(shared);
        }
    }

    /** Lets go of the session, to start another in the same conversation. Closes it if it is ours. */
    public void release(Phase next) {
        close(next);
    }

    /** The end. Closes the session if it is ours. @return false if it was over already */
    public boolean end() {
        return close(Phase.ENDED);
    }

    private boolean close(Phase next) {
        ReplaySession open;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return false;
            }
            phase = next;
            open = ownership == Ownership.OURS ? session : null;
            session = null;
            ownership = Ownership.OURS;
        }
        if (open != null) {
            open.close();
        }
        return true;
    }
}
