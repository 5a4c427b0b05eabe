package dev.backstep.tests.system;

import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every debuggee, recorded and replayed. */
class DebuggeesTest {
    static List<Program> debuggees() throws IOException {
        return Debuggees.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("debuggees")
    void replaysExactly(Program program) throws IOException, InterruptedException {
        RecordAndReplay.recordAndReplay(program);
    }
}
