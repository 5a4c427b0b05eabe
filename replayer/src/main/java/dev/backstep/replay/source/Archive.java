package dev.backstep.replay.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar or zip. Its names are read once; it is not held open. */
final class Archive implements ClassContainer {
    private final Path file;
    private NavigableSet<String> names;

    Archive(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }

    /** An archive that cannot be read is empty. */
    synchronized NavigableSet<String> names() {
        if (names == null) {
            names = new TreeSet<>();
            if (Files.isRegularFile(file)) {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
                } catch (IOException e) {
                    names.clear();
                }
            }
        }
        return Collections.unmodifiableNavigableSet(names);
    }

    @Override
    public boolean has(String name) {
        return names().contains(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(file + " has no " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(SafeFiles.LARGEST_BYTES + 1);
                if (bytes.length > SafeFiles.LARGEST_BYTES) {
                    throw new IOException(name + " in " + file + " is too large");
                }
                return bytes;
            }
        }
    }

    String text(String name) throws IOException {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    @Override
    public List<String> startingWith(String prefix) {
        List<String> found = new ArrayList<>();
        for (String name : names().tailSet(prefix, true)) {
            if (!name.startsWith(prefix)) {
                break;
            }
            if (name.endsWith(".class")) {
                found.add(name);
            }
        }
        return found;
    }

    @Override
    public List<String> ofTopLevel(String simpleName) {
        return names().stream().filter(name -> ClassFolder.isOf(name.substring(name.lastIndexOf('/') + 1), simpleName)).toList();
    }
}
