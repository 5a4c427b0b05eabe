package dev.backstep.dap.custom;

import dev.backstep.dap.state.Threads;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.TimelineSlice;
import java.util.Arrays;
import java.util.List;

/** Answers to questions, in the form that goes out. Threads are numbered as in the protocol. */
final class Answers {
    private Answers() { }

    record OverviewAnswer(String end, long ticks, long events, long durationNanos, String ending, String failure, String recording) {
        static OverviewAnswer of(Overview overview, String recording) {
            return new OverviewAnswer(overview.end().toString(), overview.ticks(), overview.events(), overview.durationNanos(),
                    overview.ending(), overview.failure().map(Position::toString).orElse(null), recording);
        }
    }

    record Line(int index, String position, int threadId, boolean error, String text) {
        static Line of(Queries.ConsoleLine line) {
            return new Line(line.index(), line.position().toString(), Threads.toClient(line.thread()),
                    line.error(), line.text());
        }
    }

    record Lines(List<Line> lines) { }

    record Thrown(int index, String position, int threadId, String className, String message, String location, boolean caught) {
        static Thrown of(Queries.ThrownException exception) {
            return new Thrown(exception.index(), exception.position().toString(), Threads.toClient(exception.thread()),
                    exception.className(), exception.message(), exception.location().toString(), exception.caught());
        }
    }

    record Exceptions(List<Thrown> exceptions) { }

    record WriteAnswer(String position, int threadId, String location, String value) {
        static WriteAnswer of(Queries.Write write) {
            return new WriteAnswer(write.position().toString(), Threads.toClient(write.thread()), write.location().toString(), write.value());
        }
    }

    record History(List<WriteAnswer> writes) { }

    record HitAnswer(String position, int threadId, List<String> values) {
        static HitAnswer of(Queries.Hit hit) {
            return new HitAnswer(hit.position().toString(), Threads.toClient(hit.thread()), hit.values());
        }
    }

    record Hits(String location, List<HitAnswer> hits, boolean more) { }

    record Checkpoint(int id, String position, String label, String reason, long pages, long bytes, boolean live) {
        static Checkpoint of(Queries.CheckpointView view) {
            return new Checkpoint(view.id(), view.position().toString(), view.label(), view.reason(), view.pages(), view.bytes(),
                    view.live());
        }
    }

    record Checkpoints(List<Checkpoint> checkpoints) { }

    record Lock(String name, Integer ownerId, List<Integer> waitingIds, boolean cycle) {
        static Lock of(LockView lock) {
            return new Lock(lock.name(), lock.owner().map(Threads::toClient).orElse(null),
                    lock.waiting().stream().map(Threads::toClient).toList(), lock.cycle());
        }
    }

    record Locks(List<Lock> locks) { }

    /** Parallel arrays as in {@link TimelineSlice}; states and kinds by name. */
    record Timeline(List<Lane> threads, Marks marks, long[] clockSteps, long[] clockNanos) {
        static Timeline of(TimelineSlice slice) {
            return new Timeline(slice.threads().stream().map(Lane::of).toList(), Marks.of(slice.marks()), slice.clockSteps(),
                    slice.clockNanos());
        }
    }

    record Lane(int threadId, String name, long[] from, long[] to, List<String> state) {
        static Lane of(TimelineSlice.ThreadLane lane) {
            return new Lane(Threads.toClient(lane.thread()), lane.name(), lane.from(), lane.to(),
                    names(lane.state(), ThreadView.State.values()));
        }
    }

    record Marks(long[] step, int[] threadId, List<String> kind, int[] count, String[] text) {
        static Marks of(TimelineSlice.Marks marks) {
            return new Marks(marks.step(), Arrays.stream(marks.thread()).map(Threads::toClient).toArray(),
                    names(marks.kind(), TimelineSlice.MarkKind.values()), marks.count(), marks.text());
        }
    }

    private static <E extends Enum<E>> List<String> names(byte[] ordinals, E[] values) {
        String[] names = new String[ordinals.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = values[ordinals[i]].name();
        }
        return List.of(names);
    }
}
