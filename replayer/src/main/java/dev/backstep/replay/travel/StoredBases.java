package dev.backstep.replay.travel;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CorruptCheckpointsException;
import dev.backstep.checkpoint.RestoreException;
import dev.backstep.linux.SyscallException;
import dev.backstep.recording.Recording;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.travel.Bases.Place;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import dev.backstep.replay.vm.StoredPack;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The checkpoints beside a recording, taken while it was made or by a replay: processes can be restored from them without a
 * replay of all that was before. Where that does not work, sessions do without and say so once. Called with the lock of
 * {@link Checkpoints} held.
 */
final class StoredBases implements AutoCloseable {
    /** Each is a JVM that takes memory. Later motions have bases that were made of these. */
    private static final int MOST_RESTORED = 4;
    private static final Logger LOG = System.getLogger("backstep.replay");

    private final PreparedReplay replay;
    private final SiteTable sites;
    /** They stay where they are, and as long as the session: copies of them live in their namespaces. */
    private final List<ReplayVm> restored = new ArrayList<>();
    private boolean looked;
    private StoredPack pack;            // null if there is none that is of use

    StoredBases(PreparedReplay replay, SiteTable sites) {
        this.replay = replay;
        this.sites = sites;
    }

    /** The last that is usable. */
    Optional<Checkpoint> nearest(Predicate<Place> usable) {
        if (restored.size() >= MOST_RESTORED) {
            return Optional.empty();
        }
        List<Checkpoint> all = all();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (usable.test(place(all.get(i)))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    static Place place(Checkpoint checkpoint) {
        return new Place(checkpoint.mark().step(), checkpoint.mark().tick(), checkpoint.mark().event());
    }

    private List<Checkpoint> all() {
        if (!looked) {
            looked = true;
            open();
        }
        return pack == null ? List.of() : pack.checkpoints();
    }

    private void open() {
        Path file = StoredCheckpoints.of(replay.file());
        try (Recording recording = Recording.open(replay.file())) {
            // While it grows, processes would not agree on where it ends.
            if (Files.exists(file) && recording.header().closed() && replay.damage().isEmpty()) {
                pack = StoredPack.open(replay);
                if (!pack.isOfRecording()) {
                    giveUp("they are of another recording");
                }
            }
        } catch (IOException | CorruptCheckpointsException e) {
            giveUp(e.getMessage());
        }
    }

    /** It stays ours. @return empty if it cannot be restored; it is not tried again then */
    Optional<ReplayVm> restore(Checkpoint checkpoint) throws IOException {
        try {
            restored.add(pack.restore(sites, checkpoint));
            return Optional.of(restored.getLast());
        } catch (SessionException | RestoreException | SyscallException | CorruptCheckpointsException e) {
            giveUp(e.getMessage());
            return Optional.empty();
        }
    }

    /** The caller owns it from now on. */
    ReplayVm handOver(ReplayVm vm) {
        restored.remove(vm);
        return vm;
    }

    private void giveUp(String why) {
        LOG.log(Level.WARNING, "the checkpoints beside the recording are of no use: {0}", why);
        closePack();
    }

    @Override
    public void close() {
        restored.forEach(ReplayVm::close);
        restored.clear();
        closePack();
    }

    private void closePack() {
        if (pack != null) {
            try {
                pack.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing checkpoints", e);
            }
            pack = null;
        }
    }
}
