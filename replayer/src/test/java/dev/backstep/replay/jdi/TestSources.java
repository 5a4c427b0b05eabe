package dev.backstep.replay.jdi;

import dev.backstep.replay.jdi.debuggee.Stop;
import dev.backstep.replay.source.SourceOptions;
import dev.backstep.replay.source.Sources;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sources of the programs of these tests. */
final class TestSources {
    private TestSources() { }

    static Path classes() {
        try {
            return Path.of(Stop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sources ofThisModule() {
        return new Sources(new SourceOptions(List.of(classes()), List.of(), Optional.empty(), List.of(Path.of(System.getProperty("java.home"))),
                Path.of("none")));
    }
}
