package dev.backstep.replay.query;

import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts a part out of the timeline, coarse enough to be drawn. */
record TimelineSlicer(List<SpanLane> threads, List<MarkLane> marks, RecordedClock clock) {
    TimelineSlice slice(Position from, Position to, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one mark must be wanted");
        }
        long start = from.step();
        long end = Math.max(start + 1, to.step());
        RecordedClock points = clock.part(start, end, most);
        return new TimelineSlice(lanes(start, end, most), marksIn(start, end, most), points.steps(), points.nanos());
    }

    private List<ThreadLane> lanes(long from, long to, int most) {
        List<ThreadLane> lanes = new ArrayList<>();
        for (SpanLane lane : threads) {
            Spans spans = lane.part(from, to, most);
            lanes.add(new ThreadLane(lane.thread(), lane.name(), spans.from(), spans.to(), spans.state()));
        }
        return lanes;
    }

    private Marks marksIn(long from, long to, int most) {
        List<MarkLane.Group> groups = new ArrayList<>();
        for (MarkLane lane : marks) {
            groups.addAll(lane.part(from, to, most));
        }
        groups.sort(Comparator.comparingLong(MarkLane.Group::step));
        int n = groups.size();
        Marks slice = new Marks(new long[n], new int[n], new byte[n], new int[n], new String[n]);
        for (int i = 0; i < n; i++) {
            MarkLane.Group group = groups.get(i);
            slice.step()[i] = group.step();
            slice.thread()[i] = group.lane().threads()[group.first()];
            slice.kind()[i] = (byte) group.lane().kind().ordinal();
            slice.count()[i] = group.count();
            slice.text()[i] = group.lane().texts().apply(group.first());
        }
        return slice;
    }
}
