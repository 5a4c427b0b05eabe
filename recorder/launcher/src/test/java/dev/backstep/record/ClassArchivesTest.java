package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassArchivesTest {
    @Test
    void optionsOfTheVmAreLeftOutAndThoseOfTheProgramStay() {
        List<String> notices = new ArrayList<>();
        assertEquals(List.of("java", "-cp", "x", "Main", "-XX:AOTCache=theirs"),
                ClassArchives.leaveOut(List.of("java", "-XX:SharedArchiveFile=a.jsa", "-XX:+AutoCreateSharedArchive", "-cp", "x",
                        "-XX:AOTCache=a", "Main", "-XX:AOTCache=theirs"), Path.of(""), notices::add));
        assertEquals(3, notices.size(), notices.toString());
    }

    @Test
    void commandThatJavaRefusesStaysAsItIs() {
        List<String> command = List.of("java", "-XX:AOTCache=a", "@no/such/file");
        assertEquals(command, ClassArchives.leaveOut(command, Path.of(""), notice -> { }));
    }
}
