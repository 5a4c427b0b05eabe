package dev.backstep.replay.follow;

import dev.backstep.checkpoint.GrowingPack.Making;
import dev.backstep.checkpoint.Mark;
import dev.backstep.linux.Descriptor;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.LogStart;
import dev.backstep.recording.Recording;
import dev.backstep.replay.vm.Progress;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps only the end of a recording: drops old checkpoints, and gives the log before the first one that is kept back to the file
 * system. First the recording says where it begins now, then what is before goes; so it can be opened whenever we are killed.
 */
final class KeptEnd {
    private static final int BLOCK_BYTES = 4096;

    private final Path recording;
    private final StoredCheckpoints checkpoints;
    private final Keep keep;
    /** Of the checkpoints that are there, in order. */
    private final Deque<Place> places = new ArrayDeque<>();
    private LogStart start;     // null before the first was dropped

    /** @param events before the checkpoint */
    private record Place(long events, long clockNanos, long logOffset) { }

    KeptEnd(Path recording, StoredCheckpoints checkpoints, Keep keep) {
        this.recording = recording;
        this.checkpoints = checkpoints;
        this.keep = keep;
    }

    /** A checkpoint was taken. */
    void taken(Progress progress) throws IOException {
        Mark last = checkpoints.marks().getLast();
        places.add(new Place(last.event(), progress.clockNanos(), progress.logOffset()));
        int tooOld = tooOld(progress.clockNanos());
        boolean tooLarge = isTooLarge(progress.logOffset());
        int drop = Math.max(tooOld, tooLarge ? places.size() / 2 : 0);
        if (drop == 0) {
            return;
        }
        for (int i = 0; i < drop; i++) {
            places.remove();
        }
        long first = places.peek().events;
        begin(first);
        checkpoints.drop(mark -> mark.event() < first, tooLarge ? Making.NOW : Making.IF_WORTH_IT);
    }

    /** The one before the time begins is needed to get there. */
    private int tooOld(long now) {
        if (keep.nanos().isEmpty()) {
            return 0;
        }
        List<Place> all = List.copyOf(places);
        int count = 0;
        while (count + 1 < all.size() && all.get(count + 1).clockNanos <= now - keep.nanos().getAsLong()) {
            count++;
        }
        return count;
    }

    /** Half of it is given up before it is full: while the file of checkpoints is made again, there are two of them. */
    private boolean isTooLarge(long logEnd) throws IOException {
        if (keep.bytes().isEmpty() || places.size() < 2) {
            return false;
        }
        long bytes = logEnd - places.peek().logOffset + checkpoints.sizeBytes();
        return bytes > keep.bytes().getAsLong() / 2;
    }

    private void begin(long event) throws IOException {
        long logOffset;
        long sequence;
        try (Recording open = Recording.open(recording)) {
            sequence = open.start().map(LogStart::sequence).orElse(0L);
            logOffset = open.header().logOffset();
            EventReader reader = start == null ? open.events() : open.events(start);
            while (reader.nextIndex() < event && reader.next() != null) {
                continue;
            }
            if (reader.nextIndex() != event) {
                throw new IOException("the checkpoints do not belong to the recording");
            }
            start = reader.here();
        }
        start.write(recording, sequence + 1);
        long end = start.offset() / BLOCK_BYTES * BLOCK_BYTES;
        if (end > logOffset) {
            try (Descriptor file = Descriptor.open(recording.toString(), Descriptor.O_RDWR)) {
                file.punchHole(logOffset, end - logOffset);
            }
        }
    }
}
