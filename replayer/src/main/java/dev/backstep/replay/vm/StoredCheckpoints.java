package dev.backstep.replay.vm;

import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.GrowingPack;
import dev.backstep.checkpoint.HotPages;
import dev.backstep.checkpoint.Mark;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.checkpoint.RestoreOptions;
import dev.backstep.recording.Recording;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Checkpoints of replays in a file beside the recording: written by a replay that passes, and restored by later ones. The file
 * is compressed; to restore one, its pages are unpacked into memory-backed storage, if there is some.
 */
public final class StoredCheckpoints implements AutoCloseable {
    private static final String ENDING = ".checkpoints";
    private static final String CONTROL = "control";

    private final ReplayVm vm;
    private final Publication publication;
    private final GrowingPack pack;
    private final ProcessCapture capture;
    private int taken;

    /** When the file gets its name, in place of what was there. */
    public enum Publication {
        /** Others see each checkpoint as soon as it was taken. */
        AT_ONCE,
        /** The same, but they see what was there before until there is one. */
        WITH_FIRST,
        /** Others see what was there before, until {@link #finish}. */
        AT_END
    }

    /** Takes checkpoints of one process. */
    public StoredCheckpoints(ReplayVm vm, PreparedReplay prepared, Publication publication) throws IOException {
        this.vm = vm;
        this.publication = publication;
        pack = new GrowingPack(of(prepared.file()), prepared.identity());
        if (publication == Publication.AT_ONCE) {
            pack.publish();
        }
        capture = new ProcessCapture((int) vm.pid(), pack, CaptureOptions.forThisMachine());
    }

    /** Where the checkpoints of a recording are. */
    public static Path of(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ENDING);
    }

    /** Replaces what is there by a file without checkpoints: others see that there will be some. */
    public static void announce(Path recording) throws IOException {
        try (Recording open = Recording.open(recording); GrowingPack empty = new GrowingPack(of(recording), PreparedReplay.identity(open))) {
            empty.publish();
        }
    }

    /** Takes one where the process is held. */
    public void take(String reason, String label) throws IOException {
        Arrival at = vm.arrival();
        capture.capture(new Mark(at.step(), at.event(), at.tick(), reason, label));
        taken++;
        if (publication == Publication.WITH_FIRST) {
            pack.publish();
        }
    }

    /** How many were taken. */
    public int taken() {
        return taken;
    }

    /** Of the file, in bytes. */
    public long sizeBytes() throws IOException {
        return pack.sizeBytes();
    }

    /** Of those taken and not dropped, in order. */
    public List<Mark> marks() {
        return pack.marks();
    }

    /** Drops some; never the last one. */
    public void drop(Predicate<Mark> unwanted, GrowingPack.Making making) throws IOException {
        pack.drop(unwanted, making);
    }

    /** Nothing follows. */
    public void finish() throws IOException {
        pack.finish();
        pack.publish();
    }

    @Override
    public void close() throws IOException {
        capture.close();
        pack.close();
    }

    /**
     * Makes a process that is held where the checkpoint was taken, and can be captured again.
     *
     * @throws SessionException if the checkpoint is not of a replay
     */
    public static ReplayVm restore(PreparedReplay prepared, SiteTable sites, CheckpointPack pack, Checkpoint checkpoint)
            throws IOException {
        return restore(prepared, sites, pack, checkpoint, () -> false);
    }

    /** The same for a recording that may be being written. @param grows whether it is */
    public static ReplayVm restore(PreparedReplay prepared, SiteTable sites, CheckpointPack pack, Checkpoint checkpoint, BooleanSupplier grows)
            throws IOException {
        try (HotPages pages = new HotPages(pack)) {
            return restore(prepared, sites, pack, checkpoint, grows, pages, RestoreOptions.Loading.READ);
        }
    }

    /** One of several of a session: they share the pages that they do not write to. @param pages of the pack */
    static ReplayVm restore(PreparedReplay prepared, SiteTable sites, CheckpointPack pack, HotPages pages, Checkpoint checkpoint)
            throws IOException {
        return restore(prepared, sites, pack, checkpoint, () -> false, pages, RestoreOptions.Loading.MAP);
    }

    private static ReplayVm restore(PreparedReplay prepared, SiteTable sites, CheckpointPack pack, Checkpoint checkpoint, BooleanSupplier grows,
            HotPages pages, RestoreOptions.Loading loading) throws IOException {
        Path home = checkpoint.sharedFiles().stream().map(Path::of).filter(path -> path.endsWith(CONTROL)).map(Path::getParent)
                .findFirst().orElseThrow(() -> new SessionException("checkpoint " + checkpoint.number() + " of " + pack.file()
                        + " is not of a replay; only those of 'backstep replay --checkpoint' can be gone on from"));
        if (pack.origin().isPresent() && pack.origin().getAsLong() != prepared.identity()) {
            throw new SessionException(pack.file() + " has checkpoints of another recording than " + prepared.file()
                    + "; take new ones by 'backstep replay --checkpoint'");
        }
        if (prepared.start().isPresent() && checkpoint.mark().event() < prepared.start().get().index()) {
            throw new SessionException("checkpoint " + checkpoint.number() + " of " + pack.file()
                    + " is of a part of the recording that has been given up");
        }
        // It says itself what it is a checkpoint of, and of a recording only the end may change.
        Set<Path> logs = pack.origin().isPresent() ? Set.of(prepared.file().toRealPath()) : Set.of();
        List<Path> made = makeFolders(home);
        return ReplayVm.restored(prepared, sites, grows, fresh -> new CopiedProcess(pages.restore(checkpoint,
                RestoreOptions.to(fresh.output()).withFolders(Map.of(home, fresh.path())).withLogs(logs).with(loading)),
                home, () -> made.forEach(StoredCheckpoints::remove)));
    }

    /** The process believes to have this folder; another one is mounted there, so it must exist. @return those made, innermost first */
    private static List<Path> makeFolders(Path path) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path missing = path; !Files.exists(missing); missing = missing.getParent()) {
            made.add(missing);
        }
        for (Path missing : made.reversed()) {
            Files.createDirectory(missing, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        }
        return made;
    }

    private static void remove(Path made) {
        try {
            Files.deleteIfExists(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
