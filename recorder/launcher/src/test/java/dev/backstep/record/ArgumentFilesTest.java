package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("cp"), "-cp 'a b'");
        Files.writeString(folder.resolve("main"), "-Dx=1 Main one @cp");
        Files.writeString(folder.resolve("nested"), "@cp -Dy");
        Files.writeString(folder.resolve("off"), "--disable-@files");
    }

    private List<String> expand(String... arguments) {
        ArgumentFiles files = new ArgumentFiles(folder);
        List.of(arguments).forEach(files::add);
        return files.expanded();
    }

    @Test
    void fileIsReplacedByItsContent() {
        assertEquals(List.of("-cp", "a b", "Main"), expand("@cp", "Main"));
    }

    @Test
    void filesInFilesStayAsTheyAre() {
        assertEquals(List.of("@cp", "-Dy", "Main"), expand("@nested", "Main"));
    }

    @Test
    void programArgumentsStayAsTheyAre() {
        assertEquals(List.of("Main", "@cp"), expand("Main", "@cp"));
        assertEquals(List.of("-Dx=1", "Main", "one", "@cp", "@main"), expand("@main", "@main"));
        assertEquals(List.of("--module=m/Main", "@cp"), expand("--module=m/Main", "@cp"));
        assertEquals(List.of("-m", "m", "@cp"), expand("-m", "m", "@cp"));
    }

    @Test
    void jarItselfMayComeFromFile() throws IOException {
        Files.writeString(folder.resolve("jar"), "x.jar");
        assertEquals(List.of("-jar", "x.jar", "@cp"), expand("-jar", "@jar", "@cp"));
    }

    @Test
    void valueOfAnOptionIsNotTheMainClass() {
        assertEquals(List.of("-cp", "x", "-cp", "a b", "Main"), expand("-cp", "x", "@cp", "Main"));
        assertEquals(List.of("--add-modules", "x", "-cp", "a b", "Main"), expand("--add-modules", "x", "@cp", "Main"));
    }

    @Test
    void twoAtSignsStandForOne() {
        assertEquals(List.of("@cp", "Main"), expand("@@cp", "Main"));
        assertEquals(List.of("@", "Main"), expand("@", "Main"));
    }

    @Test
    void expansionCanBeSwitchedOff() {
        assertEquals(List.of("--disable-@files", "@cp"), expand("--disable-@files", "@cp"));
        assertEquals(List.of("--disable-@files", "@cp"), expand("@off", "@cp"));
    }

    @Test
    void missingFileIsRefused() {
        assertThrows(JavaCommandException.class, () -> expand("@nosuch", "Main"));
    }

    @Test
    void environmentOptionsAreSplitAndExpanded() {
        ArgumentFiles files = new ArgumentFiles(folder);
        files.addEnvironmentOptions(" -Da='x y'z  \"-Db=\" @cp ");
        assertEquals(List.of("-Da=x yz", "-Db=", "-cp", "a b"), files.expanded());
    }

    @Test
    void environmentOptionsMayNotSayWhatToRun() {
        assertThrows(JavaCommandException.class, () -> new ArgumentFiles(folder).addEnvironmentOptions("Main"));
        assertThrows(JavaCommandException.class, () -> new ArgumentFiles(folder).addEnvironmentOptions("-version"));
        assertThrows(JavaCommandException.class, () -> new ArgumentFiles(folder).addEnvironmentOptions("@main"));
        assertThrows(JavaCommandException.class, () -> new ArgumentFiles(folder).addEnvironmentOptions("-Dx='open"));
    }

    @Test
    void lineOfAScriptIsSplit() {
        assertEquals(List.of("--source", "25", "--enable-preview", "script"),
                expand("--source 25 --enable-preview", "script"));
    }
}
