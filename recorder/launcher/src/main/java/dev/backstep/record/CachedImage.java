package dev.backstep.record;

import java.nio.file.Path;

/**
 * An instrumented JDK in the cache.
 *
 * @param home its folder
 * @param description what it was made of
 * @param sizeBytes of its files, those counted too that it shares with the stock JDK by hard links
 */
public record CachedImage(Path home, ImageDescription description, long sizeBytes) { }
