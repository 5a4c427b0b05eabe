package dev.backstep.tests.system;

import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import dev.backstep.tests.travel.SteeredReplays;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A replay that counts steps, with another collector and a debug agent that sleeps, is as exact as any other. Of all debuggees those
 * that could see a difference; {@code -Dbackstep.test.steered=all} takes all of them.
 */
class SteeredReplaysTest {
    private static final Set<String> NOSY = Set.of("CodeInNatives", "Finalizers", "IdentityHashes", "MachineQueries", "ManagementServer");
    /** The point of an OutOfMemoryError is not recorded. */
    private static final String NOT_EXACT = "OutOfMemory";
    private static final int SEEKS = 5;

    static List<Program> debuggees() throws IOException {
        boolean all = System.getProperty("backstep.test.steered", "").equals("all");
        return Debuggees.all().stream().filter(program -> all ? !program.name().equals(NOT_EXACT) : NOSY.contains(program.name())).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("debuggees")
    void comesToTheSamePlaces(Program program) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("steered-" + program.name());
        Sessions.record(program, scratch);
        SteeredReplays.check(scratch.recording(), SEEKS, System.nanoTime());
        scratch.delete();
    }
}
