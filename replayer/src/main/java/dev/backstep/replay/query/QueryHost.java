package dev.backstep.replay.query;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.util.List;

/** What queries need of a session. Thread-safe. */
public interface QueryHost {
    PreparedReplay replay();

    /** Places where steps are taken, as far as processes have told. */
    SiteTable sites();

    /** Where the session stands. */
    Stop stop();

    /**
     * A process of its own, held at the first step. The caller closes it.
     *
     * @param vmOptions for the runtime of that process, {@code -Dbackstep....}
     */
    ReplayVm newProcess(List<String> vmOptions) throws IOException;

    /** A process of its own, held at a step. The caller closes it. */
    ReplayVm processAt(long step) throws IOException;

    /** To listeners. @param fraction 0 to 1. @param task empty at its end */
    void progress(String task, double fraction);
}
