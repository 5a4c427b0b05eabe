package dev.backstep.cli;

import dev.backstep.record.CachedImage;
import dev.backstep.record.ImageCache;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the cache. */
@Command(
        name = "list",
        description = "List the instrumented JDKs in the cache.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT})
final class JdkListCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        ImageCache cache = ImageCache.standard();
        List<CachedImage> images = cache.list();
        try (StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("folder", cache.folder().toString());
                values.put("images", images.stream().map(JdkListCommand::toJson).toList());
                out.line(Json.pretty(values));
            } else if (images.isEmpty()) {
                out.line("no instrumented JDK in " + cache.folder());
            } else {
                images.forEach(image -> out.line(toText(image)));
            }
        }
        return ExitCodes.GOOD;
    }

    private static String toText(CachedImage image) {
        return image.description().jdkVersion() + " of " + image.description().jdkHome() + ", "
                + RecordReport.size(image.sizeBytes()) + ", made "
                + Instant.ofEpochMilli(image.description().createdAtMillis()) + ", in " + image.home();
    }

    private static Map<String, Object> toJson(CachedImage image) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("folder", image.home().toString());
        values.put("jdk", image.description().jdkHome());
        values.put("version", image.description().jdkVersion());
        values.put("imageVersion", image.description().imageVersion());
        values.put("createdAt", Instant.ofEpochMilli(image.description().createdAtMillis()).toString());
        values.put("sizeBytes", image.sizeBytes());
        return values;
    }
}
