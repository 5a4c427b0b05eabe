package dev.backstep.web.fake;

import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.web.SessionSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sessions of a made-up run.
 *
 * @param opened is told each session
 */
public record FakeSource(Path recording, FakeRun run, Consumer<FakeSession> opened) implements SessionSource {
    @Override
    public ReplaySession open() {
        FakeSession session = new FakeSession(recording, run);
        opened.accept(session);
        return session;
    }

    @Override
    public FirstLook firstLook(int most) {
        Queries queries = new FakeQueries(run, () -> Position.START, List.of());
        Overview overview = queries.overview();
        return new FirstLook(FirstLook.Axis.STEPS, overview.end().step(), overview.events(), queries.timeline(Position.START, overview.end(), most));
    }
}
