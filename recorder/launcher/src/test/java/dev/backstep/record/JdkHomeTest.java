package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkHomeTest {
    @TempDir
    private Path folder;

    private static String refusal(Path home) {
        String message = assertThrows(JdkNotUsableException.class, () -> JdkHome.supported(home)).getMessage();
        return message.replace(home.toString(), "HOME");
    }

    @Test
    void theJdkThatRunsUsIsSupported() {
        JdkHome jdk = JdkHome.supported(Path.of(System.getProperty("java.home")));
        assertEquals(25, jdk.featureVersion());
        assertEquals(System.getProperty("java.runtime.version"), jdk.version());
    }

    @Test
    void otherVersionIsRefusedWithWhatIsSupported() throws IOException {
        FakeJdk.create(folder, "17.0.9", "");
        assertEquals("JDK 17.0.9 (Nobody) in HOME is not supported; supported: JDK 25 with the HotSpot VM on Linux x86-64 "
                + "(glibc)", refusal(folder));
    }

    @Test
    void otherVmsAndLibrariesAreRefused() throws IOException {
        FakeJdk.create(folder, "25.0.1", "JVM_VARIANT=\"Openj9\"\n");
        assertTrue(refusal(folder).contains("HotSpot VM (lib/server/libjvm.so)"), refusal(folder));
        FakeJdk.create(folder, "25.0.1", "LIBC=\"musl\"\n");
        assertTrue(refusal(folder).contains("built for musl"), refusal(folder));
        Files.delete(folder.resolve("lib/modules"));
        assertTrue(refusal(folder).contains("no lib/modules"), refusal(folder));
    }

    @Test
    void otherProcessorsAndScriptsAreRefused() throws IOException {
        FakeJdk.create(folder, "25.0.1", "");
        assertTrue(JdkHome.read(folder).isSupported());
        byte[] executable = Files.readAllBytes(folder.resolve("bin/java"));
        executable[18] = (byte) 0xb7;   // AArch64
        Files.write(folder.resolve("bin/java"), executable);
        assertTrue(refusal(folder).contains("x86-64"), refusal(folder));
    }

    @Test
    void folderThatIsNoJdkIsRefused() throws IOException {
        assertEquals("no JDK at HOME/none: no such folder",
                refusal(folder.resolve("none")).replace(folder.toString(), "HOME").replace("HOME:", "HOME/none:"));
        assertTrue(refusal(folder).contains("no bin/java"));
        FakeJdk.create(folder, "25", "");
        Files.delete(folder.resolve("release"));
        assertTrue(refusal(folder).contains("no file 'release'"));
    }

    @Test
    void versionsOfAllAgesAreRead() throws IOException {
        FakeJdk.create(folder, "1.8.0_402", "");
        assertEquals(8, JdkHome.read(folder).featureVersion());
        FakeJdk.create(folder, "25-ea", "");
        assertEquals(25, JdkHome.read(folder).featureVersion());
        FakeJdk.create(folder, "nonsense", "");
        assertEquals(0, JdkHome.read(folder).featureVersion());
    }

    @Test
    void buildIdDependsOnReleaseAndModules() throws IOException {
        FakeJdk.create(folder, "25.0.1", "");
        String id = JdkHome.read(folder).buildId();
        assertEquals(id, JdkHome.read(folder).buildId());
        Files.writeString(folder.resolve("lib/modules"), "longer");
        String other = JdkHome.read(folder).buildId();
        assertTrue(!other.equals(id));
        FakeJdk.create(folder, "25.0.2", "");
        assertTrue(!JdkHome.read(folder).buildId().equals(id));
    }
}
