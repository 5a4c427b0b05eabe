package dev.backstep.tests.system;

import dev.backstep.tests.support.Corpus;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that we did not write, recorded once and replayed five times. */
class CorpusTest {
    static List<Program> programs() {
        return Corpus.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void replaysExactly(Program program) throws IOException, InterruptedException {
        RecordAndReplay.recordAndReplay(program, Integer.getInteger("backstep.test.corpus.replays", 5));
    }
}
