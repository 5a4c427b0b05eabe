package dev.backstep.replay.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Something that class files are found in. */
interface ClassContainer {
    /** Where it lies; empty for the JDK. */
    Optional<Path> path();

    /** @param file {@code a/b/C.class} */
    boolean has(String file);

    byte[] read(String file) throws IOException;

    /** Class files that begin like that: {@code a/b/C$}. */
    List<String> startingWith(String prefix);

    /** All class files whose name without folder is one of a top-level class or of those nested in it. */
    List<String> ofTopLevel(String simpleName);
}
