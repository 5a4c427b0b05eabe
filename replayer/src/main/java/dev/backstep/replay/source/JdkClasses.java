package dev.backstep.replay.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of the JDK. They are those of the one we run on, which is of the release that recorded; the recorded one could be
 * asked by its own {@code jrt-fs.jar} only, and that would be running code that a recording has named.
 */
final class JdkClasses implements ClassContainer {
    private final FileSystem modules = FileSystems.getFileSystem(URI.create("jrt:/"));

    @Override
    public Optional<Path> path() {
        return Optional.empty();
    }

    /** The module that a package is in. @param folder {@code java/util/} */
    Optional<String> moduleOf(String folder) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path links = modules.getPath("/packages", folder.substring(0, folder.length() - 1).replace('/', '.'));
        try (Stream<Path> found = Files.list(links)) {
            return found.map(link -> link.getFileName().toString())
                    .filter(module -> Files.isDirectory(modules.getPath("/modules", module, folder)))
                    .filter(this::hasClasses).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean hasClasses(String module) {
        return Files.exists(modules.getPath("/modules", module, "module-info.class"));
    }

    private Optional<Path> find(String file) {
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        return moduleOf(folder).map(module -> modules.getPath("/modules", module, file)).filter(Files::exists);
    }

    @Override
    public boolean has(String file) {
        return find(file).isPresent();
    }

    @Override
    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(find(file).orElseThrow(() -> new IOException("the JDK has no " + file)));
    }

    @Override
    public List<String> startingWith(String prefix) {
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Optional<String> module = moduleOf(folder);
        if (module.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(modules.getPath("/modules", module.get(), folder))) {
            return files.map(file -> folder + file.getFileName()).filter(name -> name.startsWith(prefix) && name.endsWith(".class"))
                    .sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Nobody sets breakpoints in the JDK: its code has no steps. */
    @Override
    public List<String> ofTopLevel(String simpleName) {
        return List.of();
    }
}
