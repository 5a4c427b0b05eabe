package dev.backstep.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An instrumented copy of a JDK, ready to run programs. While it is open, {@link ImageCache#clean} leaves it alone.
 */
public final class InstrumentedJdk implements AutoCloseable {
    private final ImageDescription description;
    private final Path home;
    private final List<String> hookNames;
    private final ImageLock lock;

    InstrumentedJdk(ImageDescription description, Path home, List<String> hookNames, ImageLock lock) {
        this.description = description;
        this.home = home;
        this.hookNames = List.copyOf(hookNames);
        this.lock = lock;
    }

    public Path home() {
        return home;
    }

    public Path javaExecutable() {
        return home.resolve("bin/java");
    }

    /** @return what was copied, and how it was instrumented */
    public ImageDescription description() {
        return description;
    }

    /** @return names of the natives that recordings know by number; empty if the image was only found, not prepared */
    public List<String> hookNames() {
        return hookNames;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // the lock goes with this process; the program that ran here matters more
        }
    }
}
