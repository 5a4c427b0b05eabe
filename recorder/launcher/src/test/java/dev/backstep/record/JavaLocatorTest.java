package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaLocatorTest {
    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notices = new ArrayList<>();
    private Path old;
    private Path supported;
    private Path running;

    @BeforeEach
    void createJdks() throws IOException {
        folder = folder.toRealPath();
        old = FakeJdk.create(folder.resolve("old"), "17.0.1", "");
        supported = FakeJdk.create(folder.resolve("supported"), "25.0.1", "");
        running = FakeJdk.create(folder.resolve("running"), "25.0.2", "");
    }

    private Path locate(String word) {
        return new JavaLocator(environment, running, notices::add).locate(word).path();
    }

    private void path(Path... folders) {
        environment.put("PATH", String.join(":", List.of(folders).stream().map(Path::toString).toList()));
    }

    @Test
    void supportedJavaHomeComesFirst() {
        environment.put("JAVA_HOME", supported.toString());
        path(old.resolve("bin"));
        assertEquals(supported, locate("java"));
        assertTrue(notices.isEmpty());
    }

    @Test
    void unsupportedJavaHomeIsPassedOver() {
        environment.put("JAVA_HOME", old.toString());
        path(supported.resolve("bin"));
        assertEquals(supported, locate("java"));
        assertTrue(notices.isEmpty());
    }

    @Test
    void unsupportedJavaOnPathGivesWayToOursWithOneLine() {
        path(old.resolve("bin"), supported.resolve("bin"));
        assertEquals(running, locate("java"));
        assertEquals(1, notices.size());
        assertTrue(notices.getFirst().contains("17.0.1") && notices.getFirst().contains("25.0.2"), notices.getFirst());
    }

    @Test
    void noJavaOnPathGivesWayToOurs() {
        assertEquals(running, locate("java"));
        assertEquals(1, notices.size());
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path alternatives = Files.createDirectory(folder.resolve("alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), supported.resolve("bin/java"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), alternatives.resolve("java"));
        path(bin);
        assertEquals(supported, locate("java"));
        assertEquals(supported, locate(bin.resolve("java").toString()));
    }

    @Test
    void scriptIsAskedForItsJdk() throws IOException {
        Path shims = Files.createDirectory(folder.resolve("shims"));
        Path shim = shims.resolve("java");
        Files.writeString(shim, "#!/bin/sh\necho '    java.home = " + supported + "' >&2\n");
        Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
        path(shims);
        assertEquals(supported, locate("java"));
    }

    @Test
    void explicitPathMustBeSupported() {
        String message = assertThrows(JdkNotUsableException.class, () -> locate(old.resolve("bin/java").toString()))
                .getMessage();
        assertTrue(message.contains("17.0.1") && message.contains("JAVA_HOME") && message.contains("JDK 25"), message);
    }

    @Test
    void otherProgramsAreNotRunToFindOut() throws IOException {
        Path script = folder.resolve("tool");
        Files.writeString(script, "#!/bin/sh\ntouch " + folder.resolve("was-run") + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        path(folder);
        assertThrows(JdkNotUsableException.class, () -> locate("tool"));
        assertTrue(Files.notExists(folder.resolve("was-run")));
    }

    @Test
    void missingProgramsHaveTheExitCodesOfTheShell() throws IOException {
        path(folder);
        assertEquals(127, assertThrows(ProgramNotFoundException.class, () -> locate("nosuch")).exitCode());
        assertEquals(127, assertThrows(ProgramNotFoundException.class, () -> locate("./no/such")).exitCode());
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(126, assertThrows(ProgramNotFoundException.class, () -> locate(file.toString())).exitCode());
        assertEquals(126, assertThrows(ProgramNotFoundException.class, () -> locate(folder.toString())).exitCode());
    }
}
