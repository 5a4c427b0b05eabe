package dev.backstep.replay.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A source file.
 *
 * @param id good for the whole session
 * @param name file name, {@code Foo.java}
 * @param path on this machine; empty if the text comes from a jar or a decompiler and is to be asked for by id
 * @param origin project, sources jar or decompiled
 */
public record SourceView(int id, String name, Optional<Path> path, Origin origin) {
    /** Where the text comes from. */
    public enum Origin {
        PROJECT, SOURCES_JAR, JDK, DECOMPILED
    }
}
