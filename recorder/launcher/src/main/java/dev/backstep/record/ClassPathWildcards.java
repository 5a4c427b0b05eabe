package dev.backstep.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replaces {@code dir/*} in a class path by the jars in the folder, as the {@code java} launcher does (libjli, wildcard.c). */
final class ClassPathWildcards {
    private ClassPathWildcards() { }

    /**
     * @return the class path with each wildcard replaced; one that matches no jar stays as it is. The launcher takes the
     *         jars in the order in which the file system lists them; so do we, but nobody promises that it is the same
     */
    static String expand(String classPath, Path workingDirectory) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            List<String> jars = isWildcard(entry) && !Files.exists(workingDirectory.resolve(entry))
                    ? jarsIn(entry.substring(0, entry.length() - 1), workingDirectory) : List.of();
            if (jars.isEmpty()) {
                entries.add(entry);
            } else {
                entries.addAll(jars);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static boolean isWildcard(String entry) {
        return entry.equals("*") || entry.endsWith("/*");
    }

    private static List<String> jarsIn(String folder, Path workingDirectory) {
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(workingDirectory.resolve(folder))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") || name.endsWith(".JAR")) {
                    jars.add(folder + name);
                }
            }
        } catch (IOException e) {
            return List.of();   // no such folder: the launcher leaves the wildcard alone
        }
        return jars;
    }
}
