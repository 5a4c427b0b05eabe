package dev.backstep.tests.debuggees;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Zip and gzip: written, read, as a file system; zlib runs natively on both sides. */
@Debuggee
public final class ZipFiles {
    private ZipFiles() {
    }

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of("archive.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(path)))) {
            for (int i = 0; i < 20; i++) {
                out.putNextEntry(new ZipEntry("entry-" + i));
                out.write(("contents " + System.nanoTime() + " ").repeat(i * 20).getBytes());
                out.closeEntry();
            }
        }
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                sum.update(zip.getInputStream(entry).readAllBytes());
            }
            System.out.println(zip.size() + " " + sum.getValue() + " " + Files.size(path));
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            Files.writeString(zip.getPath("new"), "added at " + System.currentTimeMillis());
            System.out.println(Files.getLastModifiedTime(zip.getPath("entry-3")));
        }
        Path gzip = Path.of("file.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(Files.readAllBytes(path));
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            sum.update(in.readAllBytes());
        }
        System.out.println(sum.getValue());
    }
}
