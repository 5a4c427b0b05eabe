package dev.backstep.replay.query;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;

/** What queries need of a session. Thread-safe. */
public interface QueryHost {
    PreparedReplay replay();

    /** Places where steps are taken, as far as processes have told. */
    SiteTable sites();

    /** Where the session stands. */
    Stop stop();

    /** Where processes of their own begin. */
    Beginning beginning();

    /** Number of the last step, the end; 0 if it is not known yet. */
    long lastStep();

    /** A process of its own, held at a step. The caller closes it. */
    ReplayVm processAt(long step) throws IOException;

    /** To listeners. @param fraction 0 to 1. @param task empty at its end */
    void progress(String task, double fraction);
}
