package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Shows that a recording was made, or is trusted, by the owner of a key, and was not changed since: HMAC-SHA-256 (RFC 2104) of all
 * that says what a replay does, which is the header without counters, the length of the log, the metadata and the log.
 *
 * <p>Not by {@code javax.crypto.Mac}, whose start costs {@code record} more time than everything else at its end.
 */
public final class RecordingSeal {
    public static final int LENGTH_BYTES = 32;
    private static final int HASH_BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private RecordingSeal() { }

    /**
     * Whether the recording has the seal of this key.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isBy(byte[] key, Recording recording) throws IOException {
        Optional<RecordingTrailer> trailer = recording.trailer();
        return trailer.isPresent() && trailer.get().seal().length > 0
                && MessageDigest.isEqual(trailer.get().seal(), of(key, recording.channel(), recording.header()));
    }

    static byte[] of(byte[] key, FileChannel channel, RecordingHeader header) throws IOException {
        MessageDigest inner = keyed(key, INNER);
        ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readUpTo(channel, 0, page);
        inner.update(page.slice(0, RecordingLayout.STATE_OFFSET));
        inner.update(page.slice(RecordingLayout.METADATA_LENGTH_OFFSET, RecordingLayout.STATIC_CRC_OFFSET - RecordingLayout.METADATA_LENGTH_OFFSET));
        inner.update(page.slice(RecordingLayout.COMMITTED_LENGTH_OFFSET, Long.BYTES));
        inner.update(page.slice(RecordingLayout.LAST_ERROR_OFFSET, Long.BYTES));
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long at = RecordingLayout.HEADER_LENGTH_BYTES; at < header.committedEnd(); at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), header.committedEnd() - at));
            int wanted = buffer.limit();
            if (Channels.readUpTo(channel, at, buffer) < wanted) {
                throw new IOException("the recording was cut while it was read");
            }
            inner.update(buffer.rewind().limit(wanted));
        }
        MessageDigest outer = keyed(key, OUTER);
        outer.update(inner.digest());
        return outer.digest();
    }

    private static MessageDigest keyed(byte[] key, byte pad) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[HASH_BLOCK_BYTES];
            System.arraycopy(key, 0, block, 0, key.length);
            for (int i = 0; i < block.length; i++) {
                block[i] ^= pad;
            }
            digest.update(block);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
