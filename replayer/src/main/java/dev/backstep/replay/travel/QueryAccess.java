package dev.backstep.replay.travel;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.query.QueryHost;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;

/** What queries get of a session. */
record QueryAccess(SessionHost session, Timeline timeline) implements QueryHost {
    @Override
    public PreparedReplay replay() {
        return session.replay();
    }

    @Override
    public SiteTable sites() {
        return session.sites();
    }

    @Override
    public Stop stop() {
        return session.stop();
    }

    @Override
    public Beginning beginning() {
        return session.beginning();
    }

    @Override
    public long lastStep() {
        return session.lastStep();
    }

    @Override
    public ReplayVm processAt(long step) throws IOException {
        return Timeline.brought(session.standing(() -> timeline.other(place -> place.step() <= step)), step);
    }

    @Override
    public void progress(String task, double fraction) {
        session.progress(task, fraction);
    }
}
