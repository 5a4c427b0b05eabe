package dev.backstep.checkpoint;

import dev.backstep.linux.Registers;
import dev.backstep.linux.RemoteMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Where the C library keeps the id of a thread, which is also the word that the kernel clears when the thread ends: at the same
 * distance from each thread's FS base. It is found by looking, where nobody can be asked.
 */
final class ThreadIdWord {
    private static final int FARTHEST_BYTES = 4096;

    private ThreadIdWord() { }

    /** Has memory of a process, which stands still. */
    interface Memory {
        byte[] read(long address, int lengthBytes);
    }

    static long find(RemoteMemory memory, List<ThreadState> threads) {
        return find(memory::read, threads);
    }

    /** @throws RestoreException if there is no such word */
    static long find(Memory memory, List<ThreadState> threads) {
        for (int offset = 0; offset < FARTHEST_BYTES; offset += Integer.BYTES) {
            int at = offset;
            if (threads.stream().allMatch(thread -> word(memory, thread, at) == thread.id())) {
                return offset;
            }
        }
        throw new RestoreException("the C library of the process is none whose thread ids can be found");
    }

    private static int word(Memory memory, ThreadState thread, int offset) {
        return ByteBuffer.wrap(memory.read(thread.registers()[Registers.FS_BASE] + offset, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
