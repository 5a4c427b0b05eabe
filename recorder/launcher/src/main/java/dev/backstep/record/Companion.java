package dev.backstep.record;

import java.nio.file.Path;

/** Does something while a program is recorded. */
@FunctionalInterface
public interface Companion {
    /** Not a lambda: {@code record} would wait for its class to be made. */
    Companion NONE = new Companion() {
        @Override
        public void started(Path recording, long pid) { }
    };

    /** The program runs. Must not fail, nor take long: the end of the program is waited for after it. */
    void started(Path recording, long pid);
}
