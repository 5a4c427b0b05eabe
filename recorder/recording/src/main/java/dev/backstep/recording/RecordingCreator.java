package dev.backstep.recording;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes the file that the debuggee appends its events to. */
public final class RecordingCreator {
    /** The log starts on a page of its own, because the debuggee maps it. */
    private static final int PAGE_LENGTH_BYTES = 4096;

    /** What the debuggee maps first. Written here, so that a full disk shows before the program runs. */
    static final int FIRST_RESERVED_BYTES = 256 << 10;

    private RecordingCreator() { }

    /**
     * Creates a recording with header and metadata and an empty log, readable by nobody but its owner from its first moment:
     * it will hold the environment, file contents, everything the program saw.
     *
     * @return the header as written; its log offset is where the debuggee begins
     * @throws FileAlreadyExistsException if there is such a file, which is left alone
     * @throws IOException if the file cannot be created or written; nothing is left behind then
     */
    public static RecordingHeader create(Path file, RecordingMetadata metadata, Schedule schedule) throws IOException {
        byte[] section = Section.encode(metadata, RecordingMetadata.class);
        if (section.length > RecordingHeader.MAX_METADATA_LENGTH_BYTES) {
            throw new IOException("command line and environment are too long to be recorded");
        }
        long logOffset = roundUp(RecordingHeader.METADATA_OFFSET + section.length);
        ByteBuffer page = RecordingHeader.newPage(section.length, logOffset, schedule);
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), ownerOnly())) {
            ByteBuffer start = ByteBuffer.allocate((int) logOffset + FIRST_RESERVED_BYTES);
            start.put(page.duplicate().clear());
            start.put(section);
            Channels.writeFully(channel, 0, start.clear());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            deleteIncomplete(file, e);
            throw e;
        }
        return RecordingHeader.parse(file, page.clear());
    }

    private static long roundUp(long length) {
        return Math.ceilDiv(length, PAGE_LENGTH_BYTES) * PAGE_LENGTH_BYTES;
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
    }

    private static void deleteIncomplete(Path file, IOException cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
