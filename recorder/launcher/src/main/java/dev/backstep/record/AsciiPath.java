package dev.backstep.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A path that the debuggee's runtime can open in every locale: in the C locale, which containers often have, a JVM cannot open
 * a file with an umlaut in its path. If need be this is a symbolic link, which {@link #close} removes.
 */
public final class AsciiPath implements AutoCloseable {
    private final Path path;
    private final Path temporaryFolder;     // null if the file's own path will do

    private AsciiPath(Path path, Path temporaryFolder) {
        this.path = path;
        this.temporaryFolder = temporaryFolder;
    }

    /** @throws IOException if a link is needed and cannot be made */
    public static AsciiPath of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(absolute.toString())) {
            return new AsciiPath(absolute, null);
        }
        Path folder = Files.createTempDirectory("backstep-");
        return new AsciiPath(Files.createSymbolicLink(folder.resolve("recording"), absolute), folder);
    }

    /** @return absolute */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (temporaryFolder != null) {
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(temporaryFolder);
            } catch (IOException e) {
                // an empty folder in the temporary folder, no more
            }
        }
    }
}
