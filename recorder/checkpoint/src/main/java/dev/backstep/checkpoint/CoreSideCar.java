package dev.backstep.checkpoint;

import dev.backstep.linux.Spawner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What a core file cannot say of a process but a restored one needs, in a file beside it, {@code CORE.backstep}: signal handlers,
 * descriptors, what the kernel knows of threads, and where files were mapped.
 *
 * <pre>
 *  0  magic     8 bytes     begins as all files of checkpoints do: {@link CheckedFile}
 *  8  version   4
 * 12  checksum  4
 * 16  size of the core, bytes    8
 * 24  time of the core, ms       8
 * 32  checksum of what follows   4
 * 36  the checkpoint, without pages: {@link CheckpointSerializer}
 * </pre>
 *
 * <p>It says which program a restored process executes, so one that others could have written is refused.
 */
final class CoreSideCar {
    private static final String ENDING = ".backstep";
    private static final long MAGIC = 0x65726f4370747342L;   // "BstpCore"
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int CONTENT_OFFSET = 36;
    private static final int LONGEST_BYTES = 64 << 20;

    private CoreSideCar() { }

    static Path of(Path core) {
        return core.resolveSibling(core.getFileName() + ENDING);
    }

    /** Of a core that has been written. */
    static void write(Path core, Checkpoint checkpoint) throws IOException {
        byte[] content = CheckpointSerializer.toBytes(new Checkpoint(checkpoint.number(), checkpoint.mark(),
                checkpoint.process(), new PageIndex.Builder().build()));
        FileIdentity identity = FileIdentity.of(core.toString());
        ByteBuffer bytes = ByteBuffer.allocate(CONTENT_OFFSET + content.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION);
        bytes.putInt(CheckedFile.checksum(bytes.slice(0, bytes.position())));
        bytes.putLong(identity.sizeBytes()).putLong(identity.modifiedMillis()).putInt(CheckedFile.checksum(ByteBuffer.wrap(content)))
                .put(content).flip();
        Files.deleteIfExists(of(core));
        try (FileChannel channel = FileChannel.open(of(core), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * @throws NoSuchFileException if the core has none
     * @throws CorruptCheckpointsException if it is damaged, or another core's
     * @throws IOException if somebody else can write to it
     */
    static Checkpoint read(Path core) throws IOException {
        Path file = of(core);
        checkIsOurs(file, "it says which program is executed");
        try (CheckedFile bytes = new CheckedFile(file)) {
            if (bytes.size() > LONGEST_BYTES) {
                throw bytes.corrupt(0, "too long for the side-car of a core");
            }
            bytes.checkHeader(bytes.exactly(HEADER_BYTES, 0), MAGIC, VERSION, "not the side-car of a core");
            ByteBuffer rest = bytes.exactly((int) bytes.size() - HEADER_BYTES, HEADER_BYTES);
            FileIdentity identity = new FileIdentity(rest.getLong(), rest.getLong());
            int checksum = rest.getInt();
            if (checksum != CheckedFile.checksum(rest.slice())) {
                throw bytes.corrupt(CONTENT_OFFSET, "damaged side-car");
            }
            // A copy of a core has another time.
            if (identity.sizeBytes() != Files.size(core)) {
                throw bytes.corrupt(HEADER_BYTES, "this side-car is of another core: sizes differ");
            }
            byte[] content = new byte[rest.remaining()];
            rest.get(content);
            try {
                return CheckpointSerializer.fromBytes(content);
            } catch (RuntimeException e) {
                throw bytes.corrupt(CONTENT_OFFSET, "damaged side-car: " + e);
            }
        }
    }

    /** @throws IOException if somebody else can write to a file of which a process is made */
    static void checkIsOurs(Path file, String reason) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = attributes.permissions();
        int owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || owner != Spawner.effectiveUser()
                || permissions.contains(PosixFilePermission.GROUP_WRITE) || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(file + " is refused, because others can write to it: " + reason + "; make it"
                    + " yours, with mode 0600, if you trust it");
        }
    }
}
