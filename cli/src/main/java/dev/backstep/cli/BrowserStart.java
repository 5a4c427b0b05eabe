package dev.backstep.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/**
 * Opens a link in the user's browser. Other users of the machine can see the arguments of processes, and the link holds a secret: so the
 * browser is given a file that only the user may read, which leads to the link.
 */
final class BrowserStart implements AutoCloseable {
    private final URI link;
    private Optional<Path> file = Optional.empty();

    BrowserStart(URI link) {
        this.link = link;
    }

    /** Whether there is a screen, and a way to open something on it. */
    boolean isPossible() {
        return (isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")) && opener().isPresent();
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    private static Optional<File> opener() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "xdg-open"))
                .filter(File::canExecute)
                .findFirst();
    }

    void open() {
        try {
            Path page = Files.createTempFile(Files.createDirectories(folder()), "open-", ".html",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            file = Optional.of(page);
            Files.writeString(page, """
                    <!doctype html>
                    <meta charset="utf-8">
                    <meta name="referrer" content="no-referrer">
                    <meta http-equiv="refresh" content="0; url=%1$s">
                    <title>Backstep</title>
                    <a href="%1$s">Open the timeline</a>
                    """.formatted(link));
            new ProcessBuilder(opener().orElseThrow().getPath(), page.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Errors.print("the browser could not be started (" + e.getMessage() + "): open the link yourself");
        }
    }

    /** In the home folder: browsers in a sandbox of their own do not see /tmp. */
    private static Path folder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("backstep");
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
