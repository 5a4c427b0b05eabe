package dev.backstep.record;

import java.nio.file.Path;

/** A JDK that we cannot record with or replay on: not supported, incomplete or not there. The message says what to do. */
public final class JdkNotUsableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What every message of this kind ends with, so that nobody has to look it up. */
    public static final String SUPPORTED = "supported: JDK 25 with the HotSpot VM on Linux x86-64 (glibc)";

    private final transient Path home;

    public JdkNotUsableException(Path home, String message) {
        super(message);
        this.home = home;
    }

    /** The JDK's folder or executable that was looked at; null when none was found. */
    public Path home() {
        return home;
    }
}
