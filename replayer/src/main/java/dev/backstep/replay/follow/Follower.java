package dev.backstep.replay.follow;

import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.linux.ProcFiles;
import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import dev.backstep.recording.RecordingState;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Occasions;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import dev.backstep.replay.vm.StoredCheckpoints.Publication;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A replay of a recording that is being written, just behind the program that writes it. It takes the checkpoints, so the
 * program itself is never stopped for one. It ends at the end of the recording.
 */
public final class Follower implements AutoCloseable {
    private static final int LOOK_MILLIS = 20;
    private static final int END_LOOK_MILLIS = 100;
    /** So long it may go on at least when the program has ended; else as long as the program ran. */
    private static final long LEAST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** The same for checkpoints whose only reason is that they cost little. */
    private static final long LEAST_ADAPTIVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path recording;
    private final Optional<Keep> keep;
    private final Optional<ProcessHandle> writer;
    private volatile ReplayVm vm;               // null before it runs
    private volatile int taken;
    private volatile boolean late;
    private volatile long lastEvents;
    private final long startNanos = System.nanoTime();

    /**
     * @param writer the recorded process
     * @param keep how much of the recording is kept; empty for all
     */
    public Follower(Path recording, long writer, Optional<Keep> keep) {
        this.recording = recording;
        this.keep = keep;
        this.writer = ProcessHandle.of(writer);
    }

    /**
     * Follows the recording to its end.
     *
     * @return how many checkpoints were taken
     * @throws dev.backstep.replay.session.DivergedException if the replay leaves the recording
     * @throws SessionException if it cannot be replayed, or the machine does not allow checkpoints
     * @throws IOException if something cannot be read, written or started
     */
    public int follow(CheckpointRules rules) throws IOException {
        while (true) {
            boolean last = !isWritten();
            try (PreparedReplay prepared = PreparedReplay.ofGrowing(recording, ImageCache.standard(), Progress.SILENT)) {
                if (last && (prepared.isEmpty() || !callsForOne(prepared, rules))) {
                    return 0;
                }
                if (!prepared.isEmpty()) {
                    return followAgain(prepared, rules);
                }
            }
            pause();
        }
    }

    private static boolean callsForOne(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        Occasions first = new Due(rules, prepared.metadata().hookNames()).occasions();
        return rules.everyMisses().isPresent() || new Rest(prepared.file(), first.hooks()).callsForOne(0, first);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** A program may look at its collector at any time; then it must be the recorded one, and we begin again. */
    private int followAgain(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        try {
            return follow(prepared, rules);
        } catch (DivergedException e) {
            try (PreparedReplay now = PreparedReplay.ofGrowing(recording, ImageCache.standard(), Progress.SILENT)) {
                if (now.needsRecordedCollector() == prepared.needsRecordedCollector()) {
                    throw e;
                }
                return follow(now, rules);
            }
        }
    }

    private int follow(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        Optional<String> obstacle = prepared.obstacle();
        if (obstacle.isPresent()) {
            throw new SessionException("the recording cannot be replayed: " + obstacle.get());
        }
        try {
            return take(prepared, rules);
        } catch (IOException | RuntimeException e) {
            if (late) {     // whatever failed, it did because we have ended the process
                throw new SessionException("the replay that takes them was too far behind the program, so they end at event " + events());
            }
            throw e;
        }
    }

    private int take(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        Optional<ReplayVm> resumed = keep.isPresent() ? resume(prepared) : Optional.empty();
        try (ReplayVm replay = resumed.isPresent() ? resumed.get() : boot(prepared, rules);
                StoredCheckpoints checkpoints = new StoredCheckpoints(replay, prepared,
                        resumed.isPresent() ? Publication.WITH_FIRST : Publication.AT_ONCE)) {
            vm = replay;
            CheckpointTaker taker = new CheckpointTaker(replay, checkpoints, rules, prepared);
            Thread.ofPlatform().daemon().name("backstep patience").start(() -> limit(taker));
            KeptEnd end = keep.map(amount -> new KeptEnd(recording, checkpoints, amount)).orElse(null);
            if (resumed.isPresent()) {      // what comes is stored as what has changed since
                checkpoints.take("resumed", "");
                end.taken(replay.place());
            }
            taker.run(place -> {
                taken = checkpoints.taken();
                if (end != null) {
                    end.taken(place);
                }
            });
            checkpoints.finish();
            return checkpoints.taken();
        }
    }

    private ReplayVm boot(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        // What is not kept cannot be replayed again for a question, so the process is prepared for the one that sessions begin with.
        return ReplayVm.follow(prepared, new SiteTable(), keep.isPresent() ? rules.vmOptionsWithSurveys() : rules.vmOptions(), this::isWritten);
    }

    /**
     * Goes on from the last checkpoint of a follower that was killed: what was before may be given up.
     *
     * @return empty if there was none
     */
    private Optional<ReplayVm> resume(PreparedReplay prepared) throws IOException {
        try (CheckpointPack pack = CheckpointPack.open(StoredCheckpoints.of(recording))) {
            if (pack.checkpoints().isEmpty() || pack.origin().isEmpty() || pack.origin().getAsLong() != prepared.identity()) {
                return Optional.empty();
            }
            return Optional.of(StoredCheckpoints.restore(prepared, new SiteTable(), pack, pack.checkpoints().getLast(), this::isWritten));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * The program has ended, and may have somebody who waits for us: ends the replay where nothing is left to be done, or where
     * it is hopelessly behind.
     */
    private void limit(CheckpointTaker taker) {
        try {
            while (isWritten()) {
                Thread.sleep(END_LOOK_MILLIS);
            }
            long ran = System.nanoTime() - startNanos;
            taker.recordingEnded();
            TimeUnit.NANOSECONDS.sleep(Math.max(LEAST_ADAPTIVE_NANOS, ran));
            taker.endAdaptive();
            TimeUnit.NANOSECONDS.sleep(Math.max(LEAST_PATIENCE_NANOS, ran));
            late = true;
            vm.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the recording may become longer. */
    private boolean isWritten() {
        // One that has ended and that nobody has waited for does not write either.
        if (writer.isEmpty() || !writer.get().isAlive() || !new ProcFiles((int) writer.get().pid()).isAlive()) {
            return false;
        }
        try (Recording open = Recording.open(recording)) {
            return open.header().state() == RecordingState.OPEN;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | RecordingException e) {
            return true;    // read in the middle of a change
        }
    }

    /** Events replayed so far. Any thread. */
    public long events() {
        ReplayVm replay = vm;
        if (replay != null && !late) {
            lastEvents = replay.progressEvents();
        }
        return lastEvents;
    }

    /** Checkpoints taken so far. Any thread. */
    public int taken() {
        return taken;
    }

    @Override
    public void close() {
        ReplayVm replay = vm;
        if (replay != null) {
            replay.close();
        }
    }
}
