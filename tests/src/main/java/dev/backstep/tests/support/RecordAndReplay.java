package dev.backstep.tests.support;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The system test of everything: a program runs plainly (if its output does not vary), recorded, and replayed several times, with equal
 * output and exit code. Its working directory is emptied before the replays and must stay empty.
 *
 * <p>When it fails, the recording is kept and the message ends with the command that replays it.
 */
public final class RecordAndReplay {
    private static final String OWN_LINES = "backstep: ";
    private static final int DIVERGED = 3;

    private final Program program;
    private final Scratch scratch;

    private RecordAndReplay(Program program, Scratch scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    public static void recordAndReplay(Program program) throws IOException, InterruptedException {
        recordAndReplay(program, Settings.replayCount());
    }

    /** @return what the recorded program did */
    public static Outcome recordAndReplay(Program program, int replayCount, String... recordOptions) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of(program.name());
        Outcome recorded = recordAndReplay(program, scratch, replayCount, recordOptions);
        scratch.delete();
        return recorded;
    }

    /** The recording stays in the scratch folder. */
    public static Outcome recordAndReplay(Program program, Scratch scratch, int replayCount, String... recordOptions) throws IOException, InterruptedException {
        RecordAndReplay test = new RecordAndReplay(program, scratch);
        Outcome recorded = test.record(recordOptions);
        for (int i = 1; i <= replayCount; i++) {
            test.replay(recorded, i);
        }
        return recorded;
    }

    /** Replays a recording that was made otherwise; {@code recorded} is what the program printed. Its folder is kept. */
    public static void replay(Scratch scratch, Program program, Outcome recorded, int replayCount) throws IOException, InterruptedException {
        RecordAndReplay test = new RecordAndReplay(program, scratch);
        for (int i = 1; i <= replayCount; i++) {
            test.replay(recorded, i);
        }
    }

    private Outcome record(String... options) throws IOException, InterruptedException {
        Outcome plain = null;
        if (program.output() == Output.SAME) {
            plain = Backstep.plain(program, scratch.work());
            scratch.emptyWork();
        }
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work(), options);
        check(program.expects(recorded.exitCode()), "recorded program ended with exit code " + recorded.exitCode() + " instead of "
                + program.exitCode(), recorded);
        if (plain != null) {
            check(program.expects(plain.exitCode()), "plain program ended with exit code " + plain.exitCode(), plain);
            checkEqual(plain.output(), recorded.output(), "standard output, plain and recorded", recorded);
            checkEqual(plain.errors(), recorded.errors(), "standard error, plain and recorded", recorded);
        }
        check(Files.exists(scratch.recording()), "no recording was made", recorded);
        scratch.emptyWork();
        return recorded;
    }

    private void replay(Outcome recorded, int number) throws IOException, InterruptedException {
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
        if (program.output() == Output.NOT_COVERED && replayed.exitCode() == DIVERGED) {
            check(replayed.errors().contains("diverged"), "replay " + number + " does not say that it diverged", replayed);
            return;
        }
        check(replayed.exitCode() == 0 && replayed.errors().contains("replayed exactly"), "replay " + number + " was not exact", replayed);
        checkEqual(recorded.output(), replayed.output(), "standard output, recorded and in replay " + number, replayed);
        checkEqual(recorded.errors(), withoutOwnLines(replayed.errors()), "standard error, recorded and in replay " + number, replayed);
        List<Path> left = scratch.leftInWork();
        check(left.isEmpty(), "the replay made files: " + left, replayed);
    }

    private static String withoutOwnLines(String errors) {
        StringBuilder kept = new StringBuilder();
        for (String line : errors.split("(?<=\n)")) {
            if (!line.startsWith(OWN_LINES)) {
                kept.append(line);
            }
        }
        return kept.toString();
    }

    private void checkEqual(String expected, String actual, String what, Outcome outcome) {
        if (!expected.equals(actual)) {
            throw failure(what + " differ\n" + TextDifference.between(expected, actual), outcome);
        }
    }

    private void check(boolean right, String problem, Outcome outcome) {
        if (!right) {
            throw failure(problem, outcome);
        }
    }

    private AssertionError failure(String problem, Outcome outcome) {
        return new AssertionError(program.name() + ": " + problem + "\n" + outcome.describe() + "\nreplay it with\n  "
                + Backstep.replayCommand(scratch.recording()));
    }
}
