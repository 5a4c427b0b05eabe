package dev.backstep.replay.travel;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What the parts of a session get of it: {@link Inspector} and {@link Queries}. Thread-safe. */
public interface SessionHost {
    PreparedReplay replay();

    /** Places where steps are taken, by number, the same in each process. */
    SiteTable sites();

    Stop stop();

    /** Where the session stands, with the state of each thread. */
    Arrival arrival();

    Queries queries();

    /**
     * Runs an action while no motion is under way, and none begins. May be nested.
     *
     * @throws dev.backstep.replay.session.SessionException if the session is closed
     */
    <T> T standing(Callable<T> action);

    /**
     * The process at the present position, for a debugger: it listens at its {@link ReplayVm#debugPort}. Never moves again;
     * the same one until the session moves. Only inside {@link #standing}.
     */
    ReplayVm inspected();

    /** A process of its own at the present position, clean. The caller closes it. Only inside {@link #standing}. */
    ReplayVm another() throws IOException;

    /** The exception that the line throws at which the session stands, as far as that is known without a pass over the recording. */
    Optional<Queries.ThrownException> thrownHere();

    /** The program has been changed (a variable was set): the stop says so until the session moves. */
    void diverted();

    /** Where replays begin, for passes over the recording in processes of their own. */
    Beginning beginning();

    /** Number of the last step, the end; 0 if it is not known yet. Any thread. */
    long lastStep();

    /** To listeners: a logpoint was reached, or the program printed something in a diversion. */
    void message(String text);

    /** To listeners. @param fraction 0 to 1. @param task empty at its end */
    void progress(String task, double fraction);

    void checkpointsChanged();

    /** All checkpoints of the session, in order of positions. */
    List<Queries.CheckpointView> checkpoints();

    /**
     * Takes a checkpoint at the present position.
     *
     * @throws dev.backstep.replay.session.SessionException if the machine does not allow it
     */
    Queries.CheckpointView takeCheckpoint(String label);
}
