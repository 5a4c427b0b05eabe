package dev.backstep.replay.source;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the sources jar of a jar lies: beside it, in Gradle's cache, or in the local Maven repository. */
final class SourcesJars {
    private static final Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.\\-]*");

    private final Path repository;

    /** @param repository the local Maven repository */
    SourcesJars(Path repository) {
        this.repository = repository;
    }

    static Path usualRepository() {
        return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    List<Path> of(Archive jar) {
        List<Path> found = new ArrayList<>();
        Path file = jar.path().orElseThrow();
        String name = file.getFileName().toString();
        if (!name.endsWith(".jar")) {
            return found;
        }
        String sources = name.substring(0, name.length() - 4) + "-sources.jar";
        found.add(file.resolveSibling(sources));
        gradle(file, sources, found);
        coordinates(jar, found);
        return found.stream().filter(Files::isRegularFile).distinct().toList();
    }

    /** {@code files-2.1/group/name/version/HASH/name.jar}: each file has a folder of its own. */
    private static void gradle(Path file, String sources, List<Path> found) {
        Path version = file.getParent() == null ? null : file.getParent().getParent();
        if (version == null || !version.toString().contains("files-2.1")) {
            return;
        }
        try (Stream<Path> hashes = Files.list(version)) {
            hashes.map(hash -> hash.resolve(sources)).forEach(found::add);
        } catch (IOException e) {
            // then there is none
        }
    }

    /** A jar that Maven built names its coordinates. */
    private void coordinates(Archive jar, List<Path> found) {
        for (String name : jar.names().tailSet("META-INF/maven/", true)) {
            if (!name.startsWith("META-INF/maven/")) {
                break;
            }
            if (name.endsWith("/pom.properties")) {
                fromProperties(jar, name, found);
            }
        }
    }

    private void fromProperties(Archive jar, String name, List<Path> found) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(new String(jar.read(name), StandardCharsets.ISO_8859_1)));
            String group = properties.getProperty("groupId", "");
            String artifact = properties.getProperty("artifactId", "");
            String version = properties.getProperty("version", "");
            if (isCoordinate(group) && isCoordinate(artifact) && isCoordinate(version)) {
                found.add(repository.resolve(group.replace('.', '/')).resolve(artifact).resolve(version)
                        .resolve(artifact + "-" + version + "-sources.jar"));
            }
        } catch (IOException | IllegalArgumentException e) {
            // a jar with damaged properties has no coordinates
        }
    }

    private static boolean isCoordinate(String text) {
        return COORDINATE.matcher(text).matches() && !text.contains("..");
    }
}
