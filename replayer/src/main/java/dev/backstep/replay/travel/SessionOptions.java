package dev.backstep.replay.travel;

import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.session.Target;
import java.nio.file.Path;
import java.util.List;

/**
 * How to open a session.
 *
 * @param start where it stands first
 * @param sourceRoots folders with the program's source files, for what is shown; may be empty
 * @param cache of instrumented JDKs
 * @param progress of the preparation of one, if that is needed
 */
public record SessionOptions(Target start, List<Path> sourceRoots, ImageCache cache, Progress progress) {
    public SessionOptions {
        sourceRoots = List.copyOf(sourceRoots);
    }

    public static SessionOptions usual() {
        return new SessionOptions(new Target.Start(), List.of(), ImageCache.standard(), Progress.SILENT);
    }

    public SessionOptions startingAt(Target target) {
        return new SessionOptions(target, sourceRoots, cache, progress);
    }

    public SessionOptions withSources(List<Path> roots) {
        return new SessionOptions(start, roots, cache, progress);
    }
}
