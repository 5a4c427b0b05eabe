package dev.backstep.tests.system;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import dev.backstep.tests.travel.MirrorWalk;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a session comes to twice looks the same. In its long form, {@code -Dbackstep.test.mirror=all}, with all debuggees, 2,000 steps there
 * and back and 500 motions at random in each; {@code backstep.test.steps}, {@code .walks} and {@code .looking} (seconds for which stacks and
 * variables are compared, too) change that, {@code backstep.test.seed} repeats a walk.
 */
class MirrorTest {
    private static final boolean LONG = System.getProperty("backstep.test.mirror", "").equals("all");
    private static final int STEPS = Integer.getInteger("backstep.test.steps", LONG ? 2_000 : 25);
    private static final int WALKS = Integer.getInteger("backstep.test.walks", LONG ? 500 : 25);
    private static final int LOOKING_SECONDS = Integer.getInteger("backstep.test.looking", LONG ? 30 : 4);
    private static final Set<String> STEPPED = Set.of("Computation", "HotExceptions", "Monitors", "ThreadPools");
    private static final Set<String> WALKED = Set.of("Monitors", "ForkJoin");
    /** The point of an OutOfMemoryError is not recorded. */
    private static final String NOT_EXACT = "OutOfMemory";

    private static List<Program> programs(Set<String> usual) throws IOException {
        return Debuggees.all().stream().filter(program -> LONG ? !program.name().equals(NOT_EXACT) : usual.contains(program.name())).toList();
    }

    static List<Program> stepped() throws IOException {
        return programs(STEPPED);
    }

    static List<Program> walked() throws IOException {
        return programs(WALKED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stepped")
    void stepsBackMirrorStepsForward(Program program) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("travel-mirror-" + program.name());
        try (ReplaySession session = Sessions.open(program, scratch)) {
            MirrorWalk.mirror(session, STEPS, LOOKING_SECONDS);
        }
        scratch.delete();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walked")
    void whereverAWalkComesBackItLooksTheSame(Program program) throws IOException, InterruptedException {
        long seed = Long.getLong("backstep.test.seed", System.nanoTime());
        System.out.println("walk with -Dbackstep.test.seed=" + seed);
        Scratch scratch = Scratch.of("travel-walk-" + program.name());
        try (ReplaySession session = Sessions.open(program, scratch)) {
            MirrorWalk.wander(session, WALKS, seed);
        }
        scratch.delete();
    }
}
