package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Files by way of NIO: contents, attributes, links, walks, temporary files. */
@Debuggee
public final class NioFiles {
    private NioFiles() {
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Path.of(""), "nio");
        Path file = Files.createTempFile(folder, "file", ".txt");
        Files.writeString(file, "written at " + System.nanoTime() + "\n");
        Files.writeString(file, "more\n", StandardOpenOption.APPEND);
        System.out.println(Files.readAllLines(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        attributes(file);
        links(folder, file);
        Path copy = Files.copy(file, folder.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        System.out.println(Files.mismatch(file, copy) + " " + Files.isSameFile(file, copy) + " " + Files.probeContentType(file));
        Files.move(copy, folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        Files.createDirectories(folder.resolve("x/y/z"));
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.forEach(System.out::println);
        }
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            System.out.println(list.count() > 2);
        }
        System.out.println(Files.readAllLines(Path.of("/proc/uptime")));
        failures(folder, file);
    }

    private static void attributes(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(123_456_789));
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        System.out.println(attributes.fileKey() + " " + attributes.creationTime() + " " + attributes.lastModifiedTime() + " " + attributes.isRegularFile());
        System.out.println(Files.getOwner(file) + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        System.out.println(Files.getAttribute(file, "unix:ino") + " " + Files.readAttributes(file, "posix:group,permissions"));
        FileStore store = Files.getFileStore(file);
        System.out.println(store.type() + " " + store.getTotalSpace() + " " + store.getUsableSpace());
    }

    private static void links(Path folder, Path file) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Files.createLink(folder.resolve("hard"), file);
        System.out.println(Files.readSymbolicLink(link) + " " + link.toRealPath() + " " + Files.isSymbolicLink(link));
    }

    private static void failures(Path folder, Path file) throws IOException {
        try {
            Files.readString(folder.resolve("nowhere"));
        } catch (NoSuchFileException e) {
            System.out.println(e);
        }
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            System.out.println(e);
        }
        try {
            Files.move(file, Path.of("/proc/x"), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | NoSuchFileException e) {
            System.out.println(e);
        }
        System.out.println(Files.deleteIfExists(folder.resolve("nowhere")) + " " + Files.notExists(folder.resolve("nowhere")));
    }
}
