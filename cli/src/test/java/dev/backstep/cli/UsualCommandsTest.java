package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is understood without picocli is understood as picocli does; all else is left to it. */
class UsualCommandsTest {
    private static final String[] RECORDED = {
        "java Main",
        "-- java Main",
        "-o x.backstep -- java -o y Main -- --chaos",
        "--output x java Main",
        "--force --chaos --paranoid -q --json --slice 7 --seed -9 -- java",
        "--quiet --seed 5 java -version",
    };
    private static final String[] REPLAYED = {"x", "-q x", "--quiet --json x", "--repeat 3 --timeout 60 x", "-- x"};
    private static final String[] LEFT_TO_PICOCLI = {
        "", "--", "-h", "--help", "-V java", "--version", "-o", "-o --force x", "--output=x java", "-ox java", "--nonsense java",
        "--slice many java", "--slice 0 java", "--slice -1 java", "--repeat 0 x", "--timeout soon x", "-q -q java", "-o \"x\" java",
    };

    @Test
    void recordIsUnderstoodAsByPicocli() {
        for (String line : RECORDED) {
            RecordCommand command = new RecordCommand();
            new CommandLine(command).parseArgs(line.split(" "));
            Optional<RecordRequest> plain = RecordRequest.parse(List.of(line.split(" ")));
            // A negative number looks like an option.
            if (plain.isPresent() || !line.contains("-9")) {
                assertEquals(Optional.of(command.request()), plain, line);
            }
        }
    }

    @Test
    void replayIsUnderstoodAsByPicocli() {
        for (String line : REPLAYED) {
            ReplayCommand command = new ReplayCommand();
            new CommandLine(command).parseArgs(line.split(" "));
            assertEquals(Optional.of(command.request()), ReplayRequest.parse(List.of(line.split(" "))), line);
        }
    }

    @Test
    void whatIsUnusualIsLeftToPicocli() {
        for (String line : LEFT_TO_PICOCLI) {
            List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
            assertTrue(RecordRequest.parse(words).isEmpty() && ReplayRequest.parse(words).isEmpty(), line);
        }
        assertTrue(ReplayRequest.parse(List.of("x", "-q")).isEmpty());
        assertTrue(ReplayRequest.parse(List.of("x", "y")).isEmpty());
    }
}
