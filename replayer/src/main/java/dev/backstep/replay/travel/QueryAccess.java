package dev.backstep.replay.travel;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.query.QueryHost;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.Goal;
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
        ReplayVm vm = session.standing(() -> timeline.other(place -> place.step() <= step));
        try {
            if (vm.arrival().step() < step && !vm.arrival().isEnd()) {
                vm.run(Goal.step(step));
            }
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    @Override
    public void progress(String task, double fraction) {
        session.progress(task, fraction);
    }
}
