package dev.backstep.replay.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.checkpoint.Mark;
import dev.backstep.linux.EventCounter;
import dev.backstep.linux.SyscallException;
import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import dev.backstep.replay.vm.StoredCheckpoints.Publication;
import dev.backstep.tests.debuggees.MarkedPlaces;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints by what a replay does to its processor. Machines of tests seldom have counters of cache misses; page faults are counted
 * everywhere, and in the same way.
 */
class CountedEventsTest {
    private static final long FAULTS = 100;

    private static boolean isCounted(EventCounter.Kind kind) {
        try {
            EventCounter.probe(kind);
            return true;
        } catch (SyscallException e) {
            return false;
        }
    }

    @Test
    void checkpointsAreTakenAfterSoManyOfThem() throws Exception {
        assumeTrue(Capabilities.probe().canRestore() && isCounted(EventCounter.Kind.PAGE_FAULTS), "this machine forbids it");
        Scratch scratch = Scratch.of("counted-events");
        Outcome recorded = Backstep.record(Program.marking(MarkedPlaces.class), scratch.recording(), scratch.work());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        CheckpointRules rules = CheckpointRules.parse(List.of("asked"));
        try (PreparedReplay prepared = PreparedReplay.of(scratch.recording(), ImageCache.standard(), Progress.SILENT);
                ReplayVm vm = ReplayVm.boot(prepared, new SiteTable(), rules.vmOptions());
                StoredCheckpoints checkpoints = new StoredCheckpoints(vm, prepared, Publication.AT_END)) {
            CheckpointTaker taker = new CheckpointTaker(vm, checkpoints, rules, prepared);
            try (CacheMisses faults = new CacheMisses(vm, FAULTS, EventCounter.Kind.PAGE_FAULTS)) {
                taker.run(place -> { }, faults);
            }
            List<String> reasons = checkpoints.marks().stream().map(Mark::reason).toList();
            assertTrue(reasons.contains("cache-misses") && reasons.contains("program"), reasons::toString);
            checkpoints.finish();
        }
        Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), "--from-checkpoint=0");
        assertEquals(0, rest.exitCode(), rest::describe);
        scratch.delete();
    }

    @Test
    void withoutCountersTheRuleIsRefusedBeforeTheProgramRuns() throws Exception {
        assumeTrue(!isCounted(EventCounter.Kind.CACHE_MISSES), "this machine counts cache misses");
        Scratch scratch = Scratch.of("counted-events-refused");
        Outcome refused = Backstep.record(Program.marking(MarkedPlaces.class), scratch.recording(), scratch.work(), "--checkpoint=1000misses");
        assertEquals(125, refused.exitCode(), refused::describe);
        assertEquals("", refused.output());
        assertTrue(refused.errors().contains("does not let us count cache misses"), refused::describe);
        scratch.delete();
    }
}
