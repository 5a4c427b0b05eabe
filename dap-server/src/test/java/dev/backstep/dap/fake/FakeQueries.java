package dev.backstep.dap.fake;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.TimelineSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers from the tape. */
final class FakeQueries implements Queries {
    private final FakeSession session;

    FakeQueries(FakeSession session) {
        this.session = session;
    }

    @Override
    public Overview overview() {
        return new Overview(new Position(session.tape.size()), 17, 40, 1_000_000, "exited with code 1", Optional.of(new Position(16)));
    }

    @Override
    public List<ConsoleLine> console(int first, int most) {
        return page(List.of(new ConsoleLine(0, new Position(15), 0, false, "9")), first, most);
    }

    @Override
    public List<ThrownException> exceptions(int first, int most) {
        return page(List.of(new ThrownException(0, new Position(16), 0, "java.lang.IllegalStateException", "boom",
                new CodeLocation("demo.Foo", "main", 15), false)), first, most);
    }

    @Override
    public List<Write> history(long container, String name, int most) {
        List<Write> writes = new ArrayList<>();
        for (int i = Math.min(session.step(), session.tape.size()) - 1; i >= 0 && name.equals("total"); i--) {
            if (session.tape.get(i).line() == 21) {
                writes.add(new Write(new Position(i), 0, session.tape.get(i).location(),
                        Integer.toString(session.tape.get(i).total() + 3 * session.tape.get(i).locals().get("a"))));
            }
        }
        return page(writes, 0, most);
    }

    @Override
    public List<Hit> hits(CodeLocation line, List<String> expressions, int first, int most) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < session.tape.size(); i++) {
            Tape.Moment moment = session.tape.get(i);
            if (moment.line() == line.line() && line.className().equals("demo.Foo")) {
                hits.add(new Hit(new Position(i), moment.thread(), expressions.stream().map(name -> "" + moment.locals().get(name)).toList()));
            }
        }
        return page(hits, first, most);
    }

    @Override
    public Map<Integer, Long> lineCounts(String source) {
        return Map.of(11, 3L, 12, 3L);
    }

    @Override
    public List<CheckpointView> checkpoints() {
        return List.of(new CheckpointView(1, new Position(5), "", "regular", 12, 49_152, true));
    }

    @Override
    public CheckpointView takeCheckpoint(String label) {
        return new CheckpointView(2, session.stop().position(), label, "user", 1, 4096, true);
    }

    @Override
    public TimelineSlice timeline(Position from, Position to, int most) {
        return new TimelineSlice(
                List.of(new TimelineSlice.ThreadLane(0, "main", new long[] {from.step()}, new long[] {to.step()}, new byte[] {0})),
                new TimelineSlice.Marks(new long[] {16}, new int[] {0}, new byte[] {2}, new int[] {1}, new String[] {"boom"}),
                new long[] {0}, new long[] {0});
    }

    private static <T> List<T> page(List<T> all, int first, int most) {
        return all.stream().skip(first).limit(most).toList();
    }
}
