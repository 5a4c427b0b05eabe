package dev.backstep.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key with which this user's recordings are sealed ({@code RecordingSeal}): 32 random bytes in {@code backstep/key} of the folder for
 * configuration (XDG base directory specification 0.8), mode 0600.
 */
public final class UserKey {
    private static final int LENGTH_BYTES = 32;

    private UserKey() { }

    /** @return the key; empty if there is none */
    public static Optional<byte[]> find() {
        return read(file(System.getenv(), System.getProperty("user.home")));
    }

    /**
     * The key, which is made if there is none.
     *
     * @throws IOException if it cannot be
     */
    public static byte[] findOrMake() throws IOException {
        Path file = file(System.getenv(), System.getProperty("user.home"));
        Optional<byte[]> present = read(file);
        if (present.isPresent()) {
            return present.get();
        }
        Files.createDirectories(file.getParent());
        Path made = file.resolveSibling("key." + ProcessHandle.current().pid());
        Files.deleteIfExists(made);
        try (SeekableByteChannel out = Files.newByteChannel(made, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap(random()));
        }
        try {
            Files.createLink(file, made);   // whole, or not at all; who comes second keeps the first
        } catch (FileAlreadyExistsException e) {
            // another one was quicker
        } finally {
            Files.deleteIfExists(made);
        }
        return read(file).orElseThrow(() -> new IOException(file + " is not a key of " + LENGTH_BYTES + " bytes"));
    }

    static Path file(Map<String, String> environment, String userHome) {
        String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = home.startsWith("/") ? Path.of(home) : Path.of(userHome, ".config");
        return base.resolve("backstep/key");
    }

    private static Optional<byte[]> read(Path file) {
        try {
            byte[] key = Files.readAllBytes(file);
            return key.length == LENGTH_BYTES ? Optional.of(key) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Not by SecureRandom, whose providers take long to load. */
    private static byte[] random() throws IOException {
        try (var device = Files.newInputStream(Path.of("/dev/urandom"))) {
            return device.readNBytes(LENGTH_BYTES);
        }
    }
}
