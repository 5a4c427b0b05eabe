package dev.backstep.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether a recorded program could see which garbage collector it had. The management beans tell it: there is one for each of its
 * memory pools, made by the VM itself. The natives behind them are in a library, and the recording has its path where it was loaded.
 * Replays of such a program need the recorded collector; all others may have any.
 */
final class SeenCollector {
    private static final byte[] LIBRARY = "/lib/libmanagement.so".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_BYTES = 1 << 20;

    private SeenCollector() {
    }

    static boolean in(Path recording) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        try (FileChannel file = FileChannel.open(recording, StandardOpenOption.READ)) {
            while (file.read(block) >= 0) {
                if (contains(block.array(), block.position())) {
                    return true;
                }
                int kept = Math.min(LIBRARY.length - 1, block.position());      // the path may go on in the next block
                block.flip().position(block.limit() - kept);
                block.compact();
            }
            return false;
        }
    }

    private static boolean contains(byte[] bytes, int length) {
        for (int i = 0; i <= length - LIBRARY.length; i++) {
            if (bytes[i] == LIBRARY[0] && isAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int start) {
        for (int k = 1; k < LIBRARY.length; k++) {
            if (bytes[start + k] != LIBRARY[k]) {
                return false;
            }
        }
        return true;
    }
}
