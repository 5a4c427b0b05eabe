package dev.backstep.replay.travel;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.VmTemplate;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Bases by checkpoints: processes that stand still in memory, of which others are made in some ten milliseconds. They share what
 * they have not written since. Those that lie too dense far from the user are dropped, and more when they take too much memory.
 *
 * <p>The first boot makes one at the first step, so a session boots one JVM. Where the machine allows no checkpoints, it says so
 * once, and processes that are held serve as bases. Thread-safe.
 */
public final class Checkpoints implements Bases {
    /** Those of the user are not counted. */
    private static final int MOST = 40;
    private static final int PAGE_BYTES = 4096;
    /** About what it takes to restore one that is beside the recording. */
    private static final long RESTORE_NANOS = 500_000_000;
    private static final Logger LOG = System.getLogger("backstep.replay");

    /**
     * A checkpoint.
     *
     * @param reason start, replay, stored, stop or user; those of the user are not dropped
     * @param bytes  that it alone has; 0 as long as that is not known
     */
    private record Kept(int id, VmTemplate template, String label, String reason, long bytes) {
        long step() {
            return template.arrival().step();
        }

        Place place() {
            return Timeline.place(template.arrival());
        }

        boolean isUsers() {
            return reason.equals("user");
        }

        CheckpointView view() {
            return new CheckpointView(id, new Position(step()), label, reason, bytes / PAGE_BYTES, bytes, true);
        }
    }

    private final Beginning beginning;
    private final SiteTable sites;
    private final CheckpointPolicy policy = new CheckpointPolicy();
    private final StoredBases stored;      // protected by this
    private final TreeMap<Long, Kept> kept = new TreeMap<>();      // this and what follows: protected by this
    private final long mostBytes = MemoryLimit.bytes();
    /** Restored processes of which there are copies. */
    private final List<ReplayVm> origins = new ArrayList<>();
    private Bases fallback;         // null where checkpoints are possible
    private int nextId = 1;

    public Checkpoints(PreparedReplay replay, Beginning beginning, SiteTable sites) {
        this.beginning = beginning;
        this.sites = sites;
        stored = new StoredBases(replay, sites);
    }

    // ------------------------------------------------------------------------------------------------ bases

    @Override
    public synchronized Place nearest(Predicate<Place> usable) {
        if (fallback != null) {
            return fallback.nearest(usable);
        }
        Place best = best(usable).map(Kept::place).orElse(Place.START);
        return bestStored(usable, best).map(StoredBases::place).orElse(best);
    }

    /** One beside the recording, if restoring it takes less time than running on from the best that we have. */
    private Optional<Checkpoint> bestStored(Predicate<Place> usable, Place other) {
        return stored.nearest(usable)
                .filter(checkpoint -> policy.runNanos(other, StoredBases.place(checkpoint)) > RESTORE_NANOS);
    }

    private Optional<Kept> best(Predicate<Place> usable) {
        return kept.descendingMap().values().stream()
                .filter(checkpoint -> usable.test(checkpoint.place())).findFirst();
    }

    @Override
    public synchronized ReplayVm take(Predicate<Place> usable) throws IOException {
        if (fallback != null) {
            return fallback.take(usable);
        }
        Optional<Kept> base = best(usable);
        Optional<Checkpoint> other = bestStored(usable, base.map(Kept::place).orElse(Place.START));
        Optional<ReplayVm> restored = other.isPresent() ? stored.restore(other.get()) : Optional.empty();
        if (restored.isPresent()) {
            long step = restored.get().arrival().step();
            keepIfPossible(restored.get(), "stored");
            Kept here = kept.get(step);
            return here == null ? stored.handOver(restored.get()) : here.template.start();
        }
        return base.isPresent() ? base.get().template.start() : boot();
    }

    @Override
    public synchronized boolean areCopies() {
        return fallback == null;
    }

    private ReplayVm boot() throws IOException {
        ReplayVm vm = beginning.start(sites);
        try {
            keep(vm, "start");
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "going back is slower than it could be: {0}; see ''backstep doctor''", e.getMessage());
            fallback = new HeldProcesses(beginning, sites);
            return vm;
        }
        if (!beginning.isCheckpoint()) {
            return vm;
        }
        origins.add(vm);
        return kept.get(vm.arrival().step()).template.start();
    }

    /** It is not kept: copies of a checkpoint take its place. */
    @Override
    public synchronized void give(ReplayVm vm) {
        if (fallback != null) {
            fallback.give(vm);
            return;
        }
        policy.standsAt(vm.arrival().step());
        vm.close();
    }

    @Override
    public synchronized Visit nextVisit(long step) {
        return fallback == null ? policy.next(step) : fallback.nextVisit(step);
    }

    @Override
    public synchronized void ran(long from, ReplayVm vm, long nanos) {
        policy.ran(from, vm.arrival().step(), nanos);
    }

    @Override
    public synchronized void visit(ReplayVm vm) throws IOException {
        if (fallback != null) {
            fallback.visit(vm);
            return;
        }
        keepIfPossible(vm, "replay");
    }

    /** The debugger gets a copy, so that the one held can go on. */
    @Override
    public synchronized ReplayVm forDebugger(ReplayVm held) throws IOException {
        if (fallback != null) {
            return fallback.forDebugger(held);
        }
        policy.standsAt(held.arrival().step());
        keepIfPossible(held, "stop");
        Kept here = kept.get(held.arrival().step());
        if (here == null) {
            held.touch();
            return held;
        }
        ReplayVm copy = here.template.start();
        copy.touch();
        return copy;
    }

    // ------------------------------------------------------------------------------------------------ checkpoints

    @Override
    public synchronized CheckpointView checkpoint(ReplayVm held, String label) {
        if (fallback != null) {
            return fallback.checkpoint(held, label);
        }
        keep(held, "user");
        Kept here = kept.get(held.arrival().step());
        if (here == null) {
            throw new SessionException("there is no checkpoint at the end of a recording");
        }
        kept.put(here.step(), new Kept(here.id, here.template, label, "user", here.template.ownBytes()));
        return kept.get(here.step()).view();
    }

    @Override
    public synchronized List<CheckpointView> checkpoints() {
        return kept.values().stream().map(Kept::view).toList();
    }

    /** One that cannot be taken is done without: the one before serves. */
    private void keepIfPossible(ReplayVm vm, String reason) {
        try {
            keep(vm, reason);
            thin();
        } catch (SessionException e) {
            LOG.log(Level.DEBUG, "no checkpoint at step {0}: {1}", vm.arrival().step(), e.getMessage());
        }
    }

    private void keep(ReplayVm vm, String reason) {
        long step = vm.arrival().step();
        if (vm.isTouched() || vm.arrival().isEnd() || kept.containsKey(step)) {
            return;
        }
        long start = System.nanoTime();
        kept.put(step, new Kept(nextId++, vm.fork(), "", reason, 0));
        policy.taken(System.nanoTime() - start);
    }

    private void thin() {
        policy.tooDense(ours()).forEach(this::drop);
        while (ours().size() > MOST) {
            drop(policy.leastUseful(ours()));
        }
        measure();
        while (ours().size() > 2 && kept.values().stream().mapToLong(Kept::bytes).sum() > mostBytes) {
            drop(policy.leastUseful(ours()));
        }
    }

    /** What a checkpoint has alone is known when another one has been taken: until then it shares with the process. */
    private void measure() {
        for (Kept checkpoint : new ArrayList<>(kept.values())) {
            if (checkpoint.bytes == 0 && checkpoint.id < nextId - 1) {
                kept.put(checkpoint.step(), new Kept(checkpoint.id, checkpoint.template, checkpoint.label, checkpoint.reason,
                        checkpoint.template.ownBytes()));
            }
        }
    }

    private NavigableSet<Long> ours() {
        NavigableSet<Long> steps = new TreeSet<>();
        kept.values().stream().filter(checkpoint -> !checkpoint.isUsers()).forEach(checkpoint -> steps.add(checkpoint.step()));
        return steps;
    }

    private void drop(long step) {
        kept.remove(step).template.close();
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(checkpoint -> checkpoint.template.close());
        kept.clear();
        origins.forEach(ReplayVm::close);
        stored.close();
        if (fallback != null) {
            fallback.close();
        }
    }
}
