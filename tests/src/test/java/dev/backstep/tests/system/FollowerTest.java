package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.linux.Descriptor;
import dev.backstep.recording.Recording;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.replay.vm.StoredCheckpoints;
import dev.backstep.tests.debuggees.Endless;
import dev.backstep.tests.debuggees.MarkedPlaces;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checkpoints of a recording while it is being made: a replay just behind the program takes them. */
class FollowerTest {
    /** How often something is killed. */
    private static final int KILLS = Integer.getInteger("backstep.test.kills", 4);
    private static final int LATEST_MILLIS = 1_500;

    /** Who is killed. */
    private enum Victim { PROGRAM, RECORDER, FOLLOWER, REPLAY }

    @BeforeAll
    static void machineAllowsCheckpoints() {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
    }

    @Test
    void checkpointsAreThereWhileTheProgramIsRecorded() throws Exception {
        Scratch scratch = Scratch.of("follower");
        try (RunningCommand record = start(scratch, "--checkpoint=50ms,1000000ticks")) {
            ProcessHandle program = record.awaitDebuggee(Settings.timeLimit());
            for (String reason : List.of("time", "ticks")) {
                awaitReason(scratch, reason);
            }
            Outcome listed = Backstep.run(scratch.work(), "", "checkpoints", scratch.recording().toString());
            assertTrue(listed.output().contains("time") && listed.output().contains("ticks"), listed::describe);
            Outcome early = Backstep.replay(scratch.recording(), scratch.work(), "--from-checkpoint=1");
            assertEquals(0, early.exitCode(), early::describe);
            assertTrue(program.isAlive());
            program.destroyForcibly();
            Outcome recorded = record.await(Settings.timeLimit());
            assertEquals(137, recorded.exitCode(), recorded::describe);
            assertTrue(recorded.errors().contains(" checkpoints in "), recorded::describe);
            List<Checkpoint> all = checkpoints(scratch);
            for (int number : new int[] {0, all.size() / 2, all.size() - 1}) {
                Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), "--from-checkpoint=" + number);
                assertEquals(0, rest.exitCode(), rest::describe);
                assertTrue(record.outputSoFar().contains(rest.output()), rest::describe);
            }
        }
        scratch.delete();
    }

    @Test
    void programAsksForCheckpointsByTheLibrary() throws Exception {
        Scratch scratch = Scratch.of("follower-asked");
        Outcome recorded = Backstep.record(Program.marking(MarkedPlaces.class), scratch.recording(), scratch.work(), "--checkpoint=asked");
        assertEquals(0, recorded.exitCode(), recorded::describe);
        assertEquals(List.of("round 0", "round 1", "round 2", "round 3", "round 4", ""),
                checkpoints(scratch).stream().map(checkpoint -> checkpoint.mark().label()).toList());
        assertEquals(List.of("program"), checkpoints(scratch).stream().map(checkpoint -> checkpoint.mark().reason()).distinct().toList());
        Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), "--from-checkpoint=3");
        assertEquals(0, rest.exitCode(), rest::describe);
        assertEquals(recorded.output().substring(recorded.output().indexOf("round 3")), rest.output(), rest::describe);

        Outcome again = Backstep.replay(scratch.recording(), scratch.work(), "-q", "--checkpoint=network,write:" + MarkedPlaces.class.getName() + ".total");
        assertEquals(0, again.exitCode(), again::describe);
        for (String reason : List.of("program", "network", "write")) {
            long count = checkpoints(scratch).stream().filter(checkpoint -> checkpoint.mark().reason().equals(reason)).count();
            assertTrue(count >= 4, () -> count + " by " + reason);
        }
        sessionBeginsAtLastCheckpoint(scratch);
        scratch.delete();
    }

    private static void sessionBeginsAtLastCheckpoint(Scratch scratch) throws Exception {
        long step = checkpoints(scratch).getLast().mark().step();
        try (ReplaySession session = ReplaySessions.open(scratch.recording(), SessionOptions.usual())) {
            Stop there = session.motions().seek(new Target.At(new Position(step)));
            assertTrue(session.queries().checkpoints().stream().anyMatch(checkpoint -> checkpoint.reason().equals("stored")),
                    () -> session.queries().checkpoints().toString());
            Stop before = session.motions().step(StepKind.IN, Direction.BACKWARD, there.thread());
            assertEquals(new Position(step - 1), before.position());
            assertEquals("5", session.inspection().evaluate("ROUNDS", 0, ValueFormat.USUAL).value());
            Stop again = session.motions().step(StepKind.IN, Direction.FORWARD, there.thread());
            assertEquals(there.position(), again.position());
            assertEquals(there.location(), again.location());
            TimelineSlice.Marks marks = session.queries().timeline(Position.START, session.queries().overview().end(), 1_000).marks();
            assertEquals(List.of("round 0", "round 1", "round 2", "round 3", "round 4", "a checkpoint"), IntStream.range(0, marks.kind().length)
                    .filter(i -> marks.kind()[i] == TimelineSlice.MarkKind.LABEL.ordinal()).mapToObj(i -> marks.text()[i]).toList());
        }
    }

    @Test
    void othersAskForCheckpointsOfARecordedProgram() throws Exception {
        Scratch scratch = Scratch.of("follower-command");
        try (RunningCommand record = start(scratch, "--checkpoint=asked")) {
            ProcessHandle program = record.awaitDebuggee(Settings.timeLimit());
            record.awaitOutput("round 3", Settings.timeLimit());
            Outcome asked = Backstep.run(scratch.work(), "", "checkpoint", Long.toString(program.pid()), "--label=from outside");
            assertEquals(0, asked.exitCode(), asked::describe);
            List<Checkpoint> all = checkpoints(scratch);
            assertEquals(1, all.size());
            assertEquals("command", all.getFirst().mark().reason());
            assertEquals("from outside", all.getFirst().mark().label());
            program.destroyForcibly();
            record.await(Settings.timeLimit());
            Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), "-q", "--from-checkpoint=0");
            assertEquals(0, rest.exitCode(), rest::describe);
        }
        scratch.delete();
    }

    @Test
    void onlyTheEndIsKept() throws Exception {
        Scratch scratch = Scratch.of("follower-keep-last");
        String printed;
        try (RunningCommand record = start(scratch, "--keep-last=2s")) {
            ProcessHandle program = record.awaitDebuggee(Settings.timeLimit());
            awaitStart(scratch, 2);
            program.destroyForcibly();
            printed = record.await(Settings.timeLimit()).output();
        }
        long from = hole(scratch);
        assertTrue(from > 0, "nothing was given back");
        Outcome verified = Backstep.run(scratch.work(), "", "verify", scratch.recording().toString());
        assertEquals(0, verified.exitCode(), verified::describe);
        Outcome info = Backstep.run(scratch.work(), "", "info", scratch.recording().toString());
        assertTrue(info.output().contains("what was before was given up"), info::describe);
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work(), "-q");
        assertEquals(0, replayed.exitCode(), replayed::describe);
        assertTrue(replayed.errors().contains("replayed exactly from checkpoint"), replayed::describe);
        Outcome dropped = Backstep.replay(scratch.recording(), scratch.work(), "-q", "--from-checkpoint=0");
        assertEquals(1, dropped.exitCode(), dropped::describe);
        sessionBeginsWhereTheRecordingDoes(scratch, printed);
        scratch.delete();
    }

    /** All that a session can, but for what was given up. */
    private static void sessionBeginsWhereTheRecordingDoes(Scratch scratch, String printed) throws Exception {
        try (ReplaySession session = ReplaySessions.open(scratch.recording(), SessionOptions.usual())) {
            Stop start = session.stop();
            assertTrue(start.position().step() > 0 && start.reason() == StopReason.START, start::toString);
            Stop still = session.motions().step(StepKind.OVER, Direction.BACKWARD, start.thread());
            assertEquals(start.position(), still.position());
            assertTrue(still.text().contains("what was before is gone"), still::text);
            SessionException gone = assertThrows(SessionException.class, () -> session.motions().seek(new Target.At(Position.START)));
            assertTrue(gone.getMessage().contains("keeps only its end"), gone::getMessage);
            Stop end = session.motions().seek(new Target.End());
            Stop before = session.motions().step(StepKind.IN, Direction.BACKWARD, end.thread());
            assertTrue(before.position().compareTo(start.position()) > 0 && before.position().compareTo(end.position()) <= 0, before::toString);
            assertFalse(session.inspection().threads().isEmpty());
            assertEquals(end.position(), session.queries().overview().end());
            List<Queries.ConsoleLine> console = session.queries().console(0, 0);
            assertTrue(console.size() > 10 && printed.contains(console.get(console.size() / 2).text() + "\n"), console::toString);
            Stop line = session.motions().seek(new Target.ConsoleLine(console.size() / 2));
            assertTrue(line.location().orElseThrow().className().startsWith(Endless.class.getName()), line::toString);
            assertTrue(session.queries().timeline(start.position(), end.position(), 100).threads().size() >= 3);
            SessionException hooks = assertThrows(SessionException.class, () -> session.queries().hits(line.location().orElseThrow(), List.of(), 0, 1));
            assertTrue(hooks.getMessage().contains("keeps only its end"), hooks::getMessage);
        }
    }

    private static void awaitStart(Scratch scratch, long sequence) throws Exception {
        for (long end = System.nanoTime() + Settings.timeLimit().toNanos(); System.nanoTime() < end; Thread.sleep(100)) {
            try (Recording recording = Recording.open(scratch.recording())) {
                if (recording.start().filter(start -> start.sequence() >= sequence).isPresent()) {
                    return;
                }
            } catch (NoSuchFileException e) {
                continue;   // not yet
            }
        }
        throw new AssertionError("nothing was given up");
    }

    /** @return how many bytes of the log are holes */
    private static long hole(Scratch scratch) throws Exception {
        try (Recording recording = Recording.open(scratch.recording());
                Descriptor file = Descriptor.open(scratch.recording().toString(), Descriptor.O_RDONLY)) {
            long[] data = new long[1];
            long length = recording.header().committedLengthBytes();
            file.contents(recording.header().logOffset(), length, (from, to) -> data[0] += to - from);
            return length - data[0];
        }
    }

    /** Whoever it is: the program is not disturbed, the recording opens, and the checkpoints so far are good. */
    @Test
    void nothingIsLostWhenSomebodyIsKilled() throws Exception {
        killSomebody("--checkpoint=100ms");
    }

    /** The same where only the end is kept; and checkpoints go on to be taken. */
    @Test
    void theEndIsKeptWhoeverIsKilled() throws Exception {
        killSomebody("--keep-last=2s");
    }

    private static void killSomebody(String rule) throws Exception {
        long seed = Long.getLong("backstep.test.seed", System.nanoTime());
        System.out.println(rule + ": seed " + seed);
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < KILLS; i++) {
            Victim victim = Victim.values()[i % Victim.values().length];
            taken += kill(rule, victim, random.nextInt(LATEST_MILLIS), i);
        }
        System.out.println(rule + ": " + KILLS + " kills left " + taken + " checkpoints");
        assertTrue(taken > KILLS, "only " + taken + " checkpoints were there");
    }

    private static int kill(String rule, Victim victim, int afterMillis, int round) throws Exception {
        String when = victim + " killed after " + afterMillis + " ms, " + rule + ", round " + round;
        Scratch scratch = Scratch.of("follower-killed" + rule.replaceAll("[^a-z]+", "-"));
        int count;
        try (RunningCommand record = start(scratch, rule)) {
            ProcessHandle program = record.awaitDebuggee(Settings.timeLimit());
            ProcessHandle follower = awaitChild(record.process().toHandle(), "follow");
            ProcessHandle replay = awaitChild(follower, "-Dbackstep.replay");
            awaitCheckpoints(scratch, 1);
            Thread.sleep(afterMillis);
            ProcessHandle killed = switch (victim) {
                case PROGRAM -> program;
                case RECORDER -> record.process().toHandle();
                case FOLLOWER -> follower;
                case REPLAY -> replay;
            };
            killed.destroyForcibly();
            killed.onExit().join();
            if (victim != Victim.PROGRAM) {
                int before = record.outputSoFar().length();
                Thread.sleep(100);
                awaitLonger(record, program, before, when);
                if (rule.startsWith("--keep-last")) {
                    awaitLater(scratch, lastEvent(scratch), when);
                }
                program.destroyForcibly();
            }
            Outcome recorded = record.await(Settings.timeLimit());
            awaitEnd(follower, when);
            awaitEnd(replay, when);
            count = check(scratch, when);
            if (round % 5 == 0 || rule.startsWith("--keep-last")) {
                String[] from = rule.startsWith("--keep-last") ? new String[] {"-q"} : new String[] {"-q", "--from-checkpoint=" + (count - 1)};
                Outcome rest = Backstep.replay(scratch.recording(), scratch.work(), from);
                assertEquals(0, rest.exitCode(), () -> when + "\n" + rest.describe() + recorded.describe());
            }
        }
        scratch.delete();
        return count;
    }

    private static long lastEvent(Scratch scratch) throws Exception {
        return checkpoints(scratch).getLast().mark().event();
    }

    private static void awaitLater(Scratch scratch, long event, String when) throws Exception {
        for (long end = System.nanoTime() + Settings.timeLimit().toNanos(); lastEvent(scratch) <= event; Thread.sleep(50)) {
            assertTrue(System.nanoTime() < end, () -> "no more checkpoints are taken: " + when);
        }
    }

    private static void awaitLonger(RunningCommand record, ProcessHandle program, int before, String when) throws Exception {
        long end = System.nanoTime() + Settings.timeLimit().toNanos();
        while (record.outputSoFar().length() <= before) {
            assertTrue(program.isAlive(), () -> "the program has ended: " + when);
            assertTrue(System.nanoTime() < end, () -> "the program stood still: " + when);
            Thread.sleep(20);
        }
    }

    private static void awaitEnd(ProcessHandle process, String when) throws Exception {
        for (long end = System.nanoTime() + Duration.ofMinutes(4).toNanos(); process.isAlive(); Thread.sleep(10)) {
            assertTrue(System.nanoTime() < end, () -> process.info().commandLine() + " is still there: " + when);
        }
    }

    private static int check(Scratch scratch, String when) throws Exception {
        try (Recording recording = Recording.open(scratch.recording()); CheckpointPack pack = CheckpointPack.open(pack(scratch))) {
            assertTrue(recording.header().eventCount() > 0, when);
            pack.verify();
            return pack.checkpoints().size();
        }
    }

    private static RunningCommand start(Scratch scratch, String rules) throws Exception {
        Program endless = Program.of("endless", "-cp", Settings.testClasses().toString(), Endless.class.getName());
        List<String> arguments = Backstep.recordArguments(endless, scratch.recording(), rules).stream().filter(word -> !word.equals("-q")).toList();
        return Backstep.start(scratch.work(), "", arguments);
    }

    private static Path pack(Scratch scratch) {
        return StoredCheckpoints.of(scratch.recording());
    }

    private static List<Checkpoint> checkpoints(Scratch scratch) throws Exception {
        if (!Files.exists(pack(scratch))) {
            return List.of();
        }
        try (CheckpointPack pack = CheckpointPack.open(pack(scratch))) {
            return pack.checkpoints();
        }
    }

    /** Which comes first depends on how fast the machine is. */
    private static void awaitReason(Scratch scratch, String reason) throws Exception {
        for (long end = System.nanoTime() + Settings.timeLimit().toNanos();
                checkpoints(scratch).stream().noneMatch(checkpoint -> checkpoint.mark().reason().equals(reason)); Thread.sleep(50)) {
            assertTrue(System.nanoTime() < end, () -> "no checkpoint because of " + reason);
        }
    }

    private static void awaitCheckpoints(Scratch scratch, int count) throws Exception {
        for (long end = System.nanoTime() + Settings.timeLimit().toNanos(); checkpoints(scratch).size() < count; Thread.sleep(50)) {
            assertTrue(System.nanoTime() < end, () -> "fewer than " + count + " checkpoints");
        }
    }

    private static ProcessHandle awaitChild(ProcessHandle parent, String word) throws Exception {
        for (long end = System.nanoTime() + Settings.timeLimit().toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            Optional<ProcessHandle> child = parent.children().filter(each -> hasArgument(each, word)).findFirst();
            if (child.isPresent()) {
                return child.get();
            }
        }
        throw new AssertionError("no process with " + word + " below process " + parent.pid());
    }

    /** ProcessHandle knows no more than 4096 bytes of them. */
    private static boolean hasArgument(ProcessHandle process, String start) {
        try {
            return Arrays.stream(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0"))
                    .anyMatch(argument -> argument.startsWith(start));
        } catch (IOException e) {
            return false;   // it has ended
        }
    }
}
