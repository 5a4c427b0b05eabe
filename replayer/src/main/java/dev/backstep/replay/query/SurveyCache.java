package dev.backstep.replay.query;

import dev.backstep.record.ImageCache;
import dev.backstep.recording.Recording;
import dev.backstep.recording.SurveyLayout;
import dev.backstep.replay.session.FirstLook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Surveys that were made before, so that a recording opens at once the second time: files with mode 0600 in
 * {@code ~/.cache/backstep/surveys}, named by the identity of the recording. The ones that were not used for longest go when
 * there are too many.
 */
public final class SurveyCache {
    private static final long MOST_BYTES = 1L << 30;
    /** Of the recording's beginning (header, metadata) and end (checksums of its log) that make its identity. */
    private static final int IDENTIFYING_BYTES = 1 << 16;
    private static final String TEMPORARY = ".tmp";
    private static final String LOOK = ".look";

    private final Path folder;
    private final long mostBytes;

    /** @param folder is made when needed */
    public SurveyCache(Path folder) {
        this(folder, MOST_BYTES);
    }

    SurveyCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Beside the instrumented JDKs. */
    public static SurveyCache standard() {
        return new SurveyCache(ImageCache.standard().folder().resolveSibling("surveys"));
    }

    String key(Recording recording) throws IOException {
        try (FileChannel channel = FileChannel.open(recording.file(), StandardOpenOption.READ)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long length = recording.fileLengthBytes();
            digest.update(ByteBuffer.allocate(16).putLong(length).putInt(SurveyLayout.VERSION).flip());
            update(digest, channel, 0);
            update(digest, channel, Math.max(0, length - IDENTIFYING_BYTES));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);     // every JDK has it
        }
    }

    private static void update(MessageDigest digest, FileChannel channel, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(IDENTIFYING_BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            continue;
        }
        digest.update(bytes.flip());
    }

    Optional<Path> find(String key) throws IOException {
        Path file = folder.resolve(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        return Optional.of(file);
    }

    /** The picture of a survey that is kept. */
    Path look(String key) {
        return folder.resolve(key + LOOK);
    }

    /** Copies a file, and keeps the picture of it. A cache that cannot be written is no reason to fail. */
    void keep(String key, Path made, FirstLook look) {
        try {
            Files.createDirectories(folder);
            write(folder.resolve(key), Files.readAllBytes(made));
            write(look(key), KeptLooks.bytes(look));
            makeRoom();
        } catch (IOException e) {
            System.getLogger("backstep.query").log(System.Logger.Level.DEBUG, "the survey is not kept", e);
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path temporary = Files.createTempFile(folder, "survey", TEMPORARY,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void makeRoom() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        }
        files.sort(Comparator.comparing(SurveyCache::lastUsed).reversed());
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
            if (bytes > mostBytes) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime lastUsed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
