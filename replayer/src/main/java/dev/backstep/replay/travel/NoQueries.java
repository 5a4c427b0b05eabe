package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.TimelineSlice;
import java.util.List;
import java.util.Map;

/** Until queries are there: says that they are not. */
final class NoQueries implements PassQueries {
    private static SessionException missing() {
        return new SessionException("this version of Backstep cannot answer questions about the whole recording");
    }

    @Override
    public List<PassHit> throwsOf(Breakpoint.Exception breakpoint) {
        throw missing();
    }

    @Override
    public List<PassHit> accessesOf(Breakpoint.Field breakpoint) {
        throw missing();
    }

    @Override
    public long stepAt(long nanos) {
        throw missing();
    }

    @Override
    public void close() { }

    @Override
    public Overview overview() {
        throw missing();
    }

    @Override
    public List<ConsoleLine> console(int first, int most) {
        throw missing();
    }

    @Override
    public List<ThrownException> exceptions(int first, int most) {
        throw missing();
    }

    @Override
    public List<Write> history(long container, String name, int most) {
        throw missing();
    }

    @Override
    public List<Hit> hits(CodeLocation line, List<String> expressions, int first, int most) {
        throw missing();
    }

    @Override
    public Map<Integer, Long> lineCounts(String source) {
        throw missing();
    }

    @Override
    public List<CheckpointView> checkpoints() {
        throw missing();
    }

    @Override
    public CheckpointView takeCheckpoint(String label) {
        throw missing();
    }

    @Override
    public TimelineSlice timeline(Position from, Position to, int most) {
        throw missing();
    }
}
