package dev.backstep.cli;

import dev.backstep.record.ImageCache;
import dev.backstep.record.InstrumentedJdk;
import dev.backstep.record.JavaLocator;
import dev.backstep.record.JdkHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes the instrumented copy of a JDK now rather than when the first program is recorded. */
@Command(
        name = "prepare",
        description = "Make the instrumented copy of a JDK, if it is not there.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.JDK_TEXT})
final class JdkPrepareCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "JDK", defaultValue = "java",
            description = "Folder of the JDK, or its java. Default: the one that plain 'java' means to record.")
    private String jdk;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        JdkHome home = Files.isDirectory(Path.of(jdk)) ? JdkHome.supported(Path.of(jdk))
                : JavaLocator.ofThisProcess(Errors::print).locate(jdk);
        try (PreparationProgress progress = new PreparationProgress(json.json);
                InstrumentedJdk image = ImageCache.standard().prepare(home, progress)) {
            if (json.json) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("folder", image.home().toString());
                values.put("jdk", home.path().toString());
                values.put("version", home.version());
                System.out.println(Json.pretty(values));
            } else {
                System.out.println("ready: " + home.describe() + ", instrumented in " + image.home());
            }
        }
        return ExitCodes.GOOD;
    }
}
