package dev.backstep.replay.travel;

import dev.backstep.replay.query.QueryDebugger;
import dev.backstep.replay.query.QueryHost;
import dev.backstep.replay.query.RecordingQueries;
import dev.backstep.replay.query.SurveyCache;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The queries of a session, and what its motions need of them. What a breakpoint hits is found once. */
final class SessionQueries extends RecordingQueries implements PassQueries {
    private record Accessed(String className, String field, boolean reads, boolean writes) { }

    private final Map<Accessed, List<PassHit>> known = new ConcurrentHashMap<>();

    private final SessionHost session;

    SessionQueries(SessionHost session, QueryHost host, QueryDebugger debugger, SurveyCache cache) {
        super(host, debugger, cache);
        this.session = session;
    }

    @Override
    public List<PassHit> throwsOf(Breakpoint.Exception breakpoint) {
        return thrown(breakpoint.classNames(), breakpoint.caught(), breakpoint.uncaught()).stream()
                .map(e -> new PassHit(e.position().step(), e.thread(), e.location(), e.className() + (e.message().isEmpty() ? "" : ": " + e.message()))).toList();
    }

    @Override
    public Optional<MayHold> mayHold(CodeLocation line, String condition) {
        return executions(line, condition).map(found -> new MayHold(found.steps(), found.until()));
    }

    @Override
    public List<PassHit> accessesOf(Breakpoint.Field breakpoint) {
        Accessed key = new Accessed(breakpoint.className(), breakpoint.field(), breakpoint.onRead(), breakpoint.onWrite());
        return known.computeIfAbsent(key, k -> accesses(k.className(), k.field(), k.reads(), k.writes()).stream()
                .map(access -> new PassHit(access.step(), access.thread(), access.line(), k.field() + (access.isWrite() ? " is written" : " is read"))).toList());
    }

    @Override
    public List<CheckpointView> checkpoints() {
        return session.checkpoints();
    }

    @Override
    public CheckpointView takeCheckpoint(String label) {
        return session.takeCheckpoint(label);
    }

    /** Passes end by themselves when the session's processes do. */
    @Override
    public void close() { }
}
