package dev.backstep.record;

import dev.backstep.instrument.JdkInstrumenter;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What is to be known about the instrumenter when nothing needs to be instrumented. Computing it means loading the
 * instrumenter, which takes longer than the rest of {@code record} before the program starts; so it is kept in the cache, in
 * {@code instrumenter-ID.txt}, where ID stands for the jars that the instrumenter is in.
 *
 * @param version see {@link ClassRewriter#version}
 * @param hookNames see {@link ClassRewriter#hookNames}
 */
record InstrumenterFacts(String version, List<String> hookNames) {
    static final String FILE_PATTERN = "instrumenter-*.txt*";

    /** A class of the runtime; as a resource, because this JVM's java.lang knows nothing of it. */
    private static final String RUNTIME_RESOURCE = "java/lang/BackstepRaw.class";

    InstrumenterFacts {
        hookNames = List.copyOf(hookNames);
    }

    /** @param folder of the cache; need not exist */
    static InstrumenterFacts of(int javaFeatureVersion, Path folder) {
        Optional<Path> file = jarsId().map(id -> folder.resolve("instrumenter-" + javaFeatureVersion + "-" + id + ".txt"));
        Optional<InstrumenterFacts> kept = file.flatMap(InstrumenterFacts::read);
        if (kept.isPresent()) {
            return kept.get();
        }
        JdkInstrumenter instrumenter = JdkInstrumenter.forFeature(javaFeatureVersion);
        InstrumenterFacts facts = new InstrumenterFacts(instrumenter.version(), instrumenter.hookNames());
        file.ifPresent(facts::write);
        return facts;
    }

    /** @return empty if they are not in jars: class folders change under our feet */
    private static Optional<String> jarsId() {
        try {
            ClassLoader loader = InstrumenterFacts.class.getClassLoader();
            StringBuilder text = new StringBuilder();
            for (String resource : List.of(JdkInstrumenter.class.getName().replace('.', '/') + ".class", RUNTIME_RESOURCE)) {
                URL url = loader.getResource(resource);
                if (url == null || !url.getProtocol().equals("jar")) {
                    return Optional.empty();
                }
                String jar = url.getPath().substring(0, url.getPath().indexOf("!/"));
                BasicFileAttributes attributes = Files.readAttributes(Path.of(URI.create(jar)),
                        BasicFileAttributes.class);
                text.append(jar).append(' ').append(attributes.size()).append(' ').append(attributes.lastModifiedTime())
                        .append('\n');
            }
            return Optional.of(Digests.sha256Prefix(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();    // then it is computed each time
        }
    }

    private static Optional<InstrumenterFacts> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new InstrumenterFacts(lines.getFirst(), lines.subList(1, lines.size())));
        } catch (IOException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** By renaming, so that nobody reads half of it. */
    private void write(Path file) {
        Path temporary = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(temporary, version + "\n" + String.join("\n", hookNames) + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // it is only there to save time
        }
    }
}
