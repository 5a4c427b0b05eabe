package dev.backstep.web.fake;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Made-up answers about the whole run. */
final class FakeQueries implements Queries {
    private static final int CONSOLE_LINES = 200;
    private static final int EXCEPTIONS = 12;

    private final FakeRun run;
    private final Supplier<Position> position;
    private final List<SessionListener> listeners;
    private final List<CheckpointView> checkpoints = new ArrayList<>();

    FakeQueries(FakeRun run, Supplier<Position> position, List<SessionListener> listeners) {
        this.run = run;
        this.position = position;
        this.listeners = listeners;
        for (int id = 0; id < 4; id++) {
            checkpoints.add(new CheckpointView(id, new Position(run.steps() / 4 * id), "", "on the way", 2300 + id * 410, 9_400_000L, id > 0));
        }
    }

    static long consoleStep(FakeRun run, int line) {
        return run.steps() / CONSOLE_LINES * line;
    }

    static long exceptionStep(FakeRun run, int exception) {
        return run.steps() / EXCEPTIONS * exception + run.steps() / EXCEPTIONS / 2;
    }

    @Override
    public Overview overview() {
        return new Overview(new Position(run.steps()), run.steps() * 3, run.steps() / 10, run.steps() * 1000, "exit status 1",
                Optional.of(new Position(exceptionStep(run, EXCEPTIONS - 1))));
    }

    @Override
    public List<ConsoleLine> console(int first, int most) {
        List<ConsoleLine> lines = new ArrayList<>();
        for (int i = first; i < Math.min(CONSOLE_LINES, (long) first + most); i++) {
            long step = consoleStep(run, i);
            lines.add(new ConsoleLine(i, new Position(step), run.thread(step), i % 17 == 3, "customer " + i % 3 + " pays " + (390 + i % 9) + " for tea"));
        }
        return lines;
    }

    @Override
    public List<ThrownException> exceptions(int first, int most) {
        List<ThrownException> thrown = new ArrayList<>();
        for (int i = first; i < Math.min(EXCEPTIONS, (long) first + most); i++) {
            Position at = new Position(exceptionStep(run, i));
            thrown.add(new ThrownException(i, at, run.thread(at.step()), "java.lang.IllegalStateException", "no price for article " + i,
                    run.location(at.step()), i < EXCEPTIONS - 1));
        }
        return thrown;
    }

    @Override
    public List<Write> history(long container, String name, int most) {
        List<Write> writes = new ArrayList<>();
        long now = position.get().step();
        for (int i = 1; i <= Math.min(most, 20) && now >= i * 13L; i++) {
            Position at = new Position(now - i * 13L);
            writes.add(new Write(at, run.thread(at.step()), run.location(at.step()), Long.toString(390 + at.step() % 7)));
        }
        return writes;
    }

    @Override
    public List<Hit> hits(CodeLocation line, List<String> expressions, int first, int most) {
        List<Hit> hits = new ArrayList<>();
        for (long step = 0, number = 0; step < run.steps() && hits.size() < most; step++) {
            if (run.location(step).line() == line.line() && number++ >= first) {
                long value = step;
                hits.add(new Hit(new Position(step), run.thread(step), expressions.stream().map(e -> e + "=" + value % 11).toList()));
            }
        }
        return hits;
    }

    @Override
    public Map<Integer, Long> lineCounts(String source) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            counts.merge(run.location(i).line(), run.steps() / 8, Long::sum);
        }
        return counts;
    }

    @Override
    public synchronized List<CheckpointView> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public synchronized CheckpointView takeCheckpoint(String label) {
        CheckpointView taken = new CheckpointView(checkpoints.size(), position.get(), label, "asked for", 1800, 7_300_000, true);
        checkpoints.add(taken);
        listeners.forEach(SessionListener::checkpointsChanged);
        return taken;
    }

    @Override
    public TimelineSlice timeline(Position from, Position to, int most) {
        long last = Math.min(to.step(), run.steps());
        List<ThreadLane> lanes = new ArrayList<>();
        for (int thread = 0; thread < FakeRun.THREADS.size(); thread++) {
            lanes.add(lane(thread, from.step(), last, most));
        }
        long[] clock = {0, run.steps() / 2, run.steps()};
        return new TimelineSlice(lanes, marks(from.step(), last, most), clock, new long[] {0, run.steps() * 700, run.steps() * 1000});
    }

    private ThreadLane lane(int thread, long from, long to, int most) {
        int spans = (int) Math.min(most, Math.max(1, Math.min(run.events() / FakeRun.THREADS.size(), (to - from) / 50)));
        long[] begin = new long[spans];
        long[] end = new long[spans];
        byte[] state = new byte[spans];
        double length = (double) (to - from) / spans;
        for (int i = 0; i < spans; i++) {
            begin[i] = from + (long) (i * length);
            end[i] = from + (long) ((i + 1) * length);
            long seed = (begin[i] / 997 + thread * 7919L) * 2654435761L >>> 16;
            state[i] = (byte) (seed % 11 < 4 ? 0 : 1 + seed % 6);
        }
        return new ThreadLane(thread, FakeRun.THREADS.get(thread), begin, end, state);
    }

    private Marks marks(long from, long to, int most) {
        int first = (int) Math.ceil((double) from / run.steps() * run.events());
        int last = (int) ((double) to / run.steps() * run.events());
        int all = Math.max(0, last - first);
        int stride = Math.max(1, (int) Math.ceil((double) all / most));
        int number = all / stride;
        long[] step = new long[number];
        int[] thread = new int[number];
        byte[] kind = new byte[number];
        int[] count = new int[number];
        String[] text = new String[number];
        MarkKind[] kinds = {MarkKind.CONSOLE, MarkKind.FILE, MarkKind.NETWORK, MarkKind.NETWORK, MarkKind.CONSOLE, MarkKind.FILE};
        for (int i = 0; i < number; i++) {
            int event = first + i * stride;
            step[i] = run.eventStep(event);
            thread[i] = run.thread(step[i]);
            kind[i] = (byte) (event % 5003 == 17 ? MarkKind.UNCAUGHT_EXCEPTION : event % 997 == 5 ? MarkKind.EXCEPTION
                    : kinds[(int) ((event * 2654435761L >>> 20) % kinds.length)]).ordinal();
            count[i] = stride;
            text[i] = "event " + event;
        }
        return new Marks(step, thread, kind, count, text);
    }
}
