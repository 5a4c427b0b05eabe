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
 * @param copies NEVER: as on a machine that allows no checkpoints
 * @param progress of the preparation of one, if that is needed
 */
public record SessionOptions(Target start, List<Path> sourceRoots, ImageCache cache, Progress progress, Copies copies) {
    /** Whether processes are copied, to go back fast. */
    public enum Copies {
        WHERE_POSSIBLE, NEVER
    }

    public SessionOptions {
        sourceRoots = List.copyOf(sourceRoots);
    }

    public static SessionOptions usual() {
        return new SessionOptions(new Target.Start(), List.of(), ImageCache.standard(), Progress.SILENT, Copies.WHERE_POSSIBLE);
    }

    public SessionOptions startingAt(Target target) {
        return new SessionOptions(target, sourceRoots, cache, progress, copies);
    }

    public SessionOptions withoutCopies() {
        return new SessionOptions(start, sourceRoots, cache, progress, Copies.NEVER);
    }

    public SessionOptions withSources(List<Path> roots) {
        return new SessionOptions(start, roots, cache, progress, copies);
    }
}
