package dev.backstep.replay.travel;

import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Bases without checkpoints: a few processes that stay where they were held. One waits at the first step, so that nobody waits
 * for the boot of a JVM; and when a debugger touches the process at the present position, another one is sent there, from which
 * the next motion goes on.
 */
final class HeldProcesses implements Bases {
    private static final int MOST_HELD = 3;

    private final Beginning beginning;
    private final SiteTable sites;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("backstep-held-processes").factory());
    private final List<ReplayVm> held = new ArrayList<>();      // protected by this, like the next two
    private ReplayVm onItsWay;
    private boolean closed;

    HeldProcesses(Beginning beginning, SiteTable sites) {
        this.beginning = beginning;
        this.sites = sites;
    }

    @Override
    public synchronized Place nearest(Predicate<Place> usable) {
        return held.stream().filter(ReplayVm::isAlive).map(HeldProcesses::place).filter(usable)
                .max(Comparator.comparingLong(Place::step)).orElse(Place.START);
    }

    @Override
    public ReplayVm take(Predicate<Place> usable) throws IOException {
        Optional<ReplayVm> best;
        synchronized (this) {
            held.removeIf(vm -> !vm.isAlive());
            best = held.stream().filter(vm -> usable.test(place(vm))).max(Comparator.comparingLong(vm -> vm.arrival().step()));
            best.ifPresent(held::remove);
        }
        ReplayVm vm = best.isPresent() ? best.get() : beginning.start(sites);
        prepare(beginning.step());
        return vm;
    }

    @Override
    public boolean areCopies() {
        return false;
    }

    private static Place place(ReplayVm vm) {
        Arrival at = vm.arrival();
        return new Place(at.step(), at.tick(), at.event());
    }

    @Override
    public synchronized void give(ReplayVm vm) {
        if (closed || vm.isTouched() || vm.arrival().isEnd() || !vm.isAlive()) {
            vm.close();
            return;
        }
        held.add(vm);
        if (held.size() > MOST_HELD) {
            ReplayVm least = leastUseful();
            held.remove(least);
            least.close();
        }
    }

    /** The one that is nearest behind another: whoever needs it has nearly as good a base. */
    private ReplayVm leastUseful() {
        held.sort(Comparator.comparingLong(vm -> vm.arrival().step()));
        ReplayVm least = held.getLast();
        long distance = Long.MAX_VALUE;
        for (int i = 1; i < held.size(); i++) {
            long gap = held.get(i).arrival().step() - held.get(i - 1).arrival().step();
            if (gap < distance) {
                distance = gap;
                least = held.get(i);
            }
        }
        return least;
    }

    @Override
    public Visit nextVisit(long step) {
        return Visit.NEVER;
    }

    @Override
    public void ran(long from, ReplayVm vm, long nanos) { }

    @Override
    public void visit(ReplayVm vm) { }

    @Override
    public ReplayVm forDebugger(ReplayVm vm) {
        vm.touch();
        prepare(vm.arrival().step());
        return vm;
    }

    @Override
    public CheckpointView checkpoint(ReplayVm vm, String label) {
        throw new SessionException("this machine allows no checkpoints; see 'backstep doctor'");
    }

    @Override
    public List<CheckpointView> checkpoints() {
        return List.of();
    }

    /** Sees to it that a process is held at a step, soon. */
    private void prepare(long step) {
        background.execute(() -> {
            try {
                hold(step);
            } catch (IOException | SessionException | IllegalStateException e) {
                // Only a preparation: whoever needs the process starts one, and hears what is wrong. Or it was closed on its way.
            }
        });
    }

    private void hold(long step) throws IOException {
        synchronized (this) {
            if (closed || held.stream().anyMatch(vm -> vm.arrival().step() == step)) {
                return;
            }
        }
        ReplayVm vm = beginning.start(sites);
        synchronized (this) {
            if (closed) {
                vm.close();
                return;
            }
            onItsWay = vm;
        }
        try {
            if (vm.arrival().step() < step && !vm.arrival().isEnd()) {
                vm.run(Goal.step(step));
            }
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        } finally {
            synchronized (this) {
                onItsWay = null;
            }
        }
        give(vm);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            held.forEach(ReplayVm::close);
            held.clear();
            if (onItsWay != null) {
                onItsWay.close();
            }
        }
        background.shutdown();
    }
}
