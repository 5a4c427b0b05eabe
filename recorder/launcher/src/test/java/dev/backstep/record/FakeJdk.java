package dev.backstep.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that look like JDKs, as far as {@link JdkHome} looks. */
final class FakeJdk {
    private FakeJdk() { }

    /** @param release more lines of the release file */
    static Path create(Path home, String version, String release) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/server"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n" + release);
        Files.writeString(home.resolve("lib/modules"), "");
        Files.writeString(home.resolve("lib/server/libjvm.so"), "");
        byte[] executable = new byte[64];
        executable[0] = 0x7f;
        executable[1] = 'E';
        executable[2] = 'L';
        executable[3] = 'F';
        executable[18] = 62;
        Files.write(home.resolve("bin/java"), executable);
        Files.setPosixFilePermissions(home.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
