package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutOptionsTest {
    @Test
    void optionsOfTheVmAreLeftOutAndThoseOfTheProgramStay() {
        List<String> notices = new ArrayList<>();
        assertEquals(List.of("java", "-cp", "x", "Main", "-XX:AOTCache=theirs"),
                LeftOutOptions.leaveOut(List.of("java", "-XX:SharedArchiveFile=a.jsa", "-XX:+AutoCreateSharedArchive", "-cp", "x",
                        "-XX:StartFlightRecording:filename=x", "-XX:AOTCache=a", "Main", "-XX:AOTCache=theirs"), Path.of(""), notices::add));
        assertEquals(4, notices.size(), notices.toString());
    }

    @Test
    void commandThatJavaRefusesStaysAsItIs() {
        List<String> command = List.of("java", "-XX:AOTCache=a", "@no/such/file");
        assertEquals(command, LeftOutOptions.leaveOut(command, Path.of(""), notice -> { }));
    }
}
