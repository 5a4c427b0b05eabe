package dev.backstep.cli;

import dev.backstep.record.ImageCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Empties the cache. */
@Command(
        name = "clean",
        description = "Remove all instrumented JDKs that are not in use.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Recordings made with them need them again; they are made anew, if the JDK and this version of Backstep are "
            + "still there."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT})
final class JdkCleanCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        ImageCache cache = ImageCache.standard();
        List<Path> deleted = cache.clean();
        try (StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                out.line(Json.pretty(Map.of("removed", deleted.stream().map(Path::toString).toList())));
            } else if (deleted.isEmpty()) {
                out.line("nothing to remove in " + cache.folder());
            } else {
                deleted.forEach(folder -> out.line("removed " + folder));
            }
        }
        return ExitCodes.GOOD;
    }
}
