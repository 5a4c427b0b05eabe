package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.tests.checkpoints.CheckpointEverywhere;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of replays at random positions; from each the replay goes on to the same end. All debuggees: CheckpointEverywhere. */
class CheckpointsTest {
    private static final int COUNT = Integer.getInteger("backstep.test.checkpoints", 3);

    @ParameterizedTest
    @ValueSource(strings = {"LostUpdates", "HttpServerAndClient", "CompletableFutures"})
    void replaysGoOnFromCheckpoints(String name) throws Exception {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
        Program program = Debuggees.all().stream().filter(debuggee -> debuggee.name().equals(name)).findFirst().orElseThrow();
        Scratch scratch = Scratch.of("checkpoints-" + name);
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        CheckpointEverywhere.Result result = CheckpointEverywhere.check(scratch.recording(), COUNT, new Random(seed));
        System.out.println(name + " " + result);
        assertTrue(result.checkpoints() > 0, result::toString);
        scratch.delete();
    }

    @Test
    void sessionGoesBackByCheckpoints() throws Exception {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
        Program program = Debuggees.all().stream().filter(debuggee -> debuggee.name().equals("Computation")).findFirst().orElseThrow();
        Scratch scratch = Scratch.of("checkpoints-session");
        Backstep.record(program, scratch.recording(), scratch.work());
        try (ReplaySession session = ReplaySessions.open(scratch.recording(), SessionOptions.usual())) {
            Stop late = session.motions().seek(new Target.At(new Position(500_000)));
            Queries.CheckpointView here = session.queries().takeCheckpoint("here");
            List<Stop> back = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                back.add(session.motions().step(StepKind.IN, Direction.BACKWARD, late.thread()));
            }
            for (int i = 3; i > 0; i--) {
                assertEquals(back.get(i - 1).position(), session.motions().step(StepKind.IN, Direction.FORWARD, late.thread()).position());
                assertEquals(back.get(i - 1).location(), session.stop().location());
            }
            assertEquals(late.position(), session.motions().step(StepKind.IN, Direction.FORWARD, late.thread()).position());
            assertEquals(late.location(), session.stop().location());
            session.motions().seek(new Target.Start());
            assertTrue(session.queries().checkpoints().stream().anyMatch(c -> c.label().equals("here") && c.id() == here.id()));
            assertEquals(late.position(), session.motions().seek(new Target.AtCheckpoint(here.id())).position());
        }
        scratch.delete();
    }

    @Test
    void runThatIsCutByTimeGoesOnWhereItWas() throws Exception {
        Program program = Debuggees.all().stream().filter(debuggee -> debuggee.name().equals("HttpServerAndClient")).findFirst().orElseThrow();
        Scratch scratch = Scratch.of("checkpoints-cut");
        Backstep.record(program, scratch.recording(), scratch.work());
        try (PreparedReplay prepared = PreparedReplay.of(scratch.recording(), ImageCache.standard(), Progress.SILENT);
                ReplayVm whole = ReplayVm.boot(prepared, new SiteTable(), List.of());
                ReplayVm cut = ReplayVm.boot(prepared, new SiteTable(), List.of())) {
            Arrival end = whole.run(Goal.end());
            Arrival at = cut.run(Goal.end(), 0);
            int cuts = 0;
            for (; at.reason() == Arrival.Reason.PAUSE; at = cut.run(Goal.end(), 1_000_000)) {
                cuts++;
            }
            assertTrue(cuts > 0, "no run was cut");
            assertEquals(List.of(end.reason(), end.step(), end.tick(), end.event()), List.of(at.reason(), at.step(), at.tick(), at.event()));
        }
        scratch.delete();
    }

    @Test
    void noHitIsLostWhereARunIsCut() throws Exception {
        Program program = Debuggees.all().stream().filter(debuggee -> debuggee.name().equals("HttpServerAndClient")).findFirst().orElseThrow();
        Scratch scratch = Scratch.of("checkpoints-cut-hits");
        Backstep.record(program, scratch.recording(), scratch.work());
        SiteTable sites = new SiteTable();
        try (PreparedReplay prepared = PreparedReplay.of(scratch.recording(), ImageCache.standard(), Progress.SILENT);
                ReplayVm whole = ReplayVm.boot(prepared, sites, List.of());
                ReplayVm stopped = ReplayVm.boot(prepared, sites, List.of());
                ReplayVm cut = ReplayVm.boot(prepared, sites, List.of())) {
            whole.run(Goal.end());
            Set<Integer> all = IntStream.range(0, sites.classes().stream().flatMap(c -> c.methods().stream()).mapToInt(m -> m.lines().length).sum())
                    .boxed().collect(Collectors.toSet());
            Goal goal = Goal.end().stoppingAt(all, Set.of());
            List<Long> hits = hits(stopped, goal, Long.MAX_VALUE);
            assertTrue(hits.size() > 100, hits::toString);
            assertEquals(hits, hits(cut, goal, 0));
        }
        scratch.delete();
    }

    private static List<Long> hits(ReplayVm vm, Goal goal, long nanos) throws Exception {
        List<Long> steps = new ArrayList<>();
        for (Arrival at = vm.run(goal, nanos); !at.isEnd(); at = vm.run(goal, nanos)) {
            if (at.reason() == Arrival.Reason.SITE) {
                steps.add(at.step());
            }
        }
        return steps;
    }

    @Test
    void commandGoesOnFromCheckpointsAndPrintsTheRest() throws Exception {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
        Program program = Debuggees.all().stream().filter(debuggee -> debuggee.name().equals("Computation")).findFirst().orElseThrow();
        Scratch scratch = Scratch.of("checkpoints-command");
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
        Outcome taken = Backstep.replay(scratch.recording(), scratch.work(), "--checkpoint=50000ticks");
        assertEquals(0, taken.exitCode(), taken::describe);
        assertEquals(recorded.output(), taken.output());
        Outcome listed = Backstep.run(scratch.work(), "", "checkpoints", "--json", scratch.recording().toString());
        assertTrue(listed.output().contains("\"number\" : 1"), listed::describe);
        for (String number : List.of("0", "1")) {
            Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), "--from-checkpoint=" + number);
            assertEquals(0, rest.exitCode(), rest::describe);
            assertTrue(rest.errors().contains("replayed exactly from checkpoint " + number), rest::describe);
            assertTrue(!rest.output().isEmpty() && recorded.output().endsWith(rest.output()), rest::describe);
        }
        scratch.delete();
    }
}
