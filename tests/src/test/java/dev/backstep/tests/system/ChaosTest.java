package dev.backstep.tests.system;

import dev.backstep.tests.debuggees.ClassInitialisation;
import dev.backstep.tests.debuggees.JdkInitialisers;
import dev.backstep.tests.debuggees.OverflowInMonitors;
import dev.backstep.tests.debuggees.OverflowsAtOnce;
import dev.backstep.tests.debuggees.WaitingInitialisers;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that once went wrong only where threads are switched often. */
class ChaosTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {JdkInitialisers.class, ClassInitialisation.class, WaitingInitialisers.class, OverflowInMonitors.class, OverflowsAtOnce.class})
    void replaysExactly(Class<?> debuggee) throws IOException, InterruptedException {
        for (int seed = 1; seed <= 2; seed++) {
            RecordAndReplay.recordAndReplay(Program.of(debuggee), 1, "--chaos", "--slice=2", "--seed=" + seed);
        }
    }
}
