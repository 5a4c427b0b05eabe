package dev.backstep.record;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Copies a JDK without what no program needs at run time, and without what {@link ImageBuilder} makes anew.
 *
 * <p>Files become hard links where the file system lets us. Never symbolic links for what lies in the JDK: the VM takes
 * its home from the real path of libjvm.so, so a link would bring the stock classes back.
 */
final class JdkCopy {
    private static final Set<Path> LEFT_OUT = Set.of(Path.of("jmods"), Path.of("lib/src.zip"), Path.of("man"),
            Path.of("demo"), Path.of("sample"), Path.of("lib/modules"), Path.of("lib/classlist"));

    private final Path source;
    private final Path target;
    private boolean canLink = true;

    JdkCopy(Path source, Path target) {
        this.source = source;
        this.target = target;
    }

    void copy() throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = source.relativize(folder);
                if (LEFT_OUT.contains(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = source.relativize(file);
                if (!LEFT_OUT.contains(relative) && !relative.toString().endsWith(".jsa")) {
                    copyFile(file, target.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Distributions keep configuration in /etc and link to it; those links stay links, all others become what they mean. */
    private void copyFile(Path file, Path copy) throws IOException {
        if (Files.isSymbolicLink(file)) {
            copyLink(file, copy);
        } else {
            linkOrCopy(file, copy);
        }
    }

    private void copyLink(Path link, Path copy) throws IOException {
        if (!Files.exists(link)) {
            return;     // leads nowhere in the JDK either
        }
        Path meant = link.toRealPath();
        if (Files.isDirectory(meant) || !meant.startsWith(source) && !isLibrary(link)) {
            Files.createSymbolicLink(copy, meant);
        } else {
            linkOrCopy(meant, copy);
        }
    }

    private static boolean isLibrary(Path file) {
        return file.toString().endsWith(".so");
    }

    private void linkOrCopy(Path file, Path copy) throws IOException {
        if (canLink) {
            try {
                Files.createLink(copy, file);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                canLink = false;    // another file system, or fs.protected_hardlinks: the same for all other files
            }
        }
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
}
