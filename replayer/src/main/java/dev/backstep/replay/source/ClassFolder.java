package dev.backstep.replay.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of the class path. */
record ClassFolder(Path folder) implements ClassContainer {
    private static final int DEEPEST = 40;

    @Override
    public Optional<Path> path() {
        return Optional.of(folder);
    }

    @Override
    public boolean has(String file) {
        return file.endsWith(".class") && Files.isRegularFile(folder.resolve(file));
    }

    @Override
    public byte[] read(String file) throws IOException {
        return SafeFiles.bytes(folder.resolve(file), ".class");
    }

    @Override
    public List<String> startingWith(String prefix) {
        int slash = prefix.lastIndexOf('/');
        Path parent = folder.resolve(prefix.substring(0, slash + 1));
        String start = prefix.substring(slash + 1);
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(start) && name.endsWith(".class"))
                    .map(name -> prefix.substring(0, slash + 1) + name).sorted().toList();
        } catch (IOException e) {
            return List.of();   // no such package here
        }
    }

    @Override
    public List<String> ofTopLevel(String simpleName) {
        try (Stream<Path> files = Files.find(folder, DEEPEST, (path, attributes) ->
                attributes.isRegularFile() && isOf(path.getFileName().toString(), simpleName))) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();   // what cannot be listed holds nothing for us
        }
    }

    static boolean isOf(String fileName, String simpleName) {
        return fileName.equals(simpleName + ".class") || fileName.startsWith(simpleName + "$") && fileName.endsWith(".class");
    }
}
