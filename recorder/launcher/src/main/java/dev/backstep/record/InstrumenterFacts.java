package dev.backstep.record;

import dev.backstep.instrument.JdkInstrumenter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is to be known about the instrumenter when nothing needs to be instrumented. Computing it means loading the
 * instrumenter, which takes longer than the rest of {@code record} before the program starts; so it is kept in the cache, in
 * {@code instrumenter-ID.txt}, where ID stands for the jars of our class path.
 *
 * @param version see {@link ClassRewriter#version}
 * @param hookNames see {@link ClassRewriter#hookNames}
 */
record InstrumenterFacts(String version, List<String> hookNames) {
    static final String FILE_PATTERN = "instrumenter-*.txt*";

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

    /** @return a name for the state of the jars that the instrumenter is made of; empty if there are not only jars in it: class folders change under our feet */
    private static Optional<String> jarsId() {
        StringBuilder text = new StringBuilder();
        try {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (isOfOthers(entry.substring(entry.lastIndexOf(File.separatorChar) + 1))) {
                    continue;
                }
                BasicFileAttributes attributes = Files.readAttributes(Path.of(entry), BasicFileAttributes.class);
                if (!attributes.isRegularFile()) {
                    return Optional.empty();
                }
                text.append(entry).append(' ').append(attributes.size()).append(' ')
                        .append(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)).append('\n');
            }
        } catch (IOException e) {
            return Optional.empty();    // then it is computed each time
        }
        return Optional.of(Digests.name(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** A jar that is neither ours nor ASM: there are many, and each costs a look. */
    private static boolean isOfOthers(String fileName) {
        return fileName.endsWith(".jar") && !fileName.startsWith("backstep-") && !fileName.startsWith("asm-");
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
