package dev.backstep.checkpoint;

import dev.backstep.linux.Errno;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Registers;
import dev.backstep.linux.Stop;
import dev.backstep.linux.SyscallException;
import dev.backstep.linux.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A piece of memory inside a stopped process with a loop that makes it execute many system calls at full speed:
 *
 * <pre>
 *  code, a page | rows of calls, half of the rest | data for them, the other half
 * </pre>
 */
final class RemoteExecutor {
    /** r12 points to the row, r13 counts down. Position-independent; ends in a breakpoint. */
    private static final byte[] LOOP = HexFormat.ofDelimiter(" ").parseHex(
            "49 8b 04 24 "            // mov rax, [r12]
            + "49 8b 7c 24 08 "       // mov rdi, [r12+8]
            + "49 8b 74 24 10 "       // mov rsi, [r12+16]
            + "49 8b 54 24 18 "       // mov rdx, [r12+24]
            + "4d 8b 54 24 20 "       // mov r10, [r12+32]
            + "4d 8b 44 24 28 "       // mov r8,  [r12+40]
            + "4d 8b 4c 24 30 "       // mov r9,  [r12+48]
            + "0f 05 "                // syscall
            + "49 89 44 24 38 "       // mov [r12+56], rax
            + "49 83 c4 40 "          // add r12, 64
            + "49 ff cd "             // dec r13
            + "75 ce "                // jnz to the beginning, 50 bytes back
            + "cc");                  // int3
    static final long LENGTH_BYTES = 1 << 20;
    private static final int CODE_BYTES = 4096;
    private static final long ROWS_BYTES = LENGTH_BYTES / 2 - CODE_BYTES;
    /** Room around it, so that no mapping grows into it. */
    private static final long GAP_BYTES = 1 << 16;
    private static final long LOWEST = 0x100000;
    // mmap(2), include/uapi/asm-generic/mman-common.h
    private static final int PROT_ALL = 7;
    static final int MAP_PRIVATE = 2;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_FIXED_NOREPLACE = 0x100000;

    private final Ptrace ptrace;
    private final RemoteMemory memory;
    private final int tid;
    private final long base;
    private long dataUsed;
    private final List<Integer> newChildren = new ArrayList<>();

    private RemoteExecutor(Ptrace ptrace, RemoteMemory memory, int tid, long base) {
        this.ptrace = ptrace;
        this.memory = memory;
        this.tid = tid;
        this.base = base;
    }

    /** Puts it where neither the mappings that are there nor those that will be there are. */
    static RemoteExecutor install(Ptrace ptrace, RemoteMemory memory, int tid, RemoteCalls calls,
            List<MemoryMapping> avoided) {
        long base = findHole(avoided);
        calls.call("mmap of scratch memory", SyscallNumbers.MMAP, base, LENGTH_BYTES, PROT_ALL,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        memory.write(base, LOOP);
        return new RemoteExecutor(ptrace, memory, tid, base);
    }

    /** One that is there already, because the process is a copy of one that has it, or has its memory. */
    static RemoteExecutor at(long base, Ptrace ptrace, RemoteMemory memory, int tid) {
        return new RemoteExecutor(ptrace, memory, tid, base);
    }

    private static long findHole(List<MemoryMapping> avoided) {
        long base = LOWEST;
        for (MemoryMapping mapping : avoided.stream().filter(mapping -> mapping.start() >= 0)
                .sorted((a, b) -> Long.compare(a.start(), b.start())).toList()) {
            if (mapping.end() + GAP_BYTES <= base) {
                continue;
            }
            if (mapping.start() >= base + LENGTH_BYTES + GAP_BYTES) {
                break;
            }
            base = mapping.end() + GAP_BYTES;
        }
        return base;
    }

    /** An address far enough behind us that the vdso can be parked there. */
    long behind() {
        return base + LENGTH_BYTES + GAP_BYTES / 2;
    }

    long base() {
        return base;
    }

    /** Gives the thread a stack in here, whose contents do not matter. */
    void lendStack() {
        ptrace.setRegisters(tid, ptrace.registers(tid).set(Registers.RSP, base + LENGTH_BYTES));
    }

    /** Data for calls; stays until {@link #clearData}. @return its address, a multiple of 64 */
    long data(byte[] bytes) {
        long address = reserve(bytes.length);
        memory.write(address, bytes);
        return address;
    }

    /** A string with its end. */
    long data(String text) {
        return data((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    long data(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(words);
        return data(bytes.array());
    }

    private long reserve(long lengthBytes) {
        long address = base + LENGTH_BYTES / 2 + dataUsed;
        dataUsed += lengthBytes + 63 & -64L;
        if (dataUsed > LENGTH_BYTES / 2) {
            throw new IllegalStateException("no room for the data of system calls");
        }
        return address;
    }

    void clearData() {
        dataUsed = 0;
    }

    /**
     * Executes the calls in the thread that this was installed by.
     *
     * @return their results
     * @throws SyscallException if one fails; those behind it are executed, too
     */
    long[] run(CallBatch batch) {
        long[] results = new long[batch.size()];
        int most = (int) (ROWS_BYTES / CallBatch.ROW_BYTES);
        for (int from = 0; from < batch.size(); from += most) {
            int count = Math.min(most, batch.size() - from);
            start(tid, batch, from, count, base + CODE_BYTES);
            finish(tid);
            ByteBuffer rows = ByteBuffer.wrap(memory.read(base + CODE_BYTES, count * CallBatch.ROW_BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                results[from + i] = rows.getLong((i + 1) * CallBatch.ROW_BYTES - Long.BYTES);
                check(batch, from + i, results[from + i]);
            }
        }
        return results;
    }

    private static void check(CallBatch batch, int index, long result) {
        if (Errno.isError(result)) {
            long[] row = batch.row(index);
            throw new SyscallException("%s: system call %d(%x, %x, %x, %x, %x) inside the restored process".formatted(
                    batch.purpose(), row[0], row[1], row[2], row[3], row[4], row[5]), (int) -result);
        }
    }

    /** Executes a batch each in several threads at the same time. */
    void runInThreads(List<Integer> tids, List<CallBatch> batches) {
        long rows = base + CODE_BYTES;
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < tids.size(); i++) {
            addresses.add(rows);
            if (rows + (long) batches.get(i).size() * CallBatch.ROW_BYTES > base + CODE_BYTES + ROWS_BYTES) {
                throw new IllegalStateException("no room for the system calls of " + tids.size() + " threads");
            }
            start(tids.get(i), batches.get(i), 0, batches.get(i).size(), rows);
            rows += (long) batches.get(i).size() * CallBatch.ROW_BYTES;
        }
        tids.forEach(this::finish);
        for (int i = 0; i < tids.size(); i++) {
            CallBatch batch = batches.get(i);
            for (int j = 0; j < batch.size(); j++) {
                long result = ByteBuffer.wrap(memory.read(addresses.get(i) + (j + 1L) * CallBatch.ROW_BYTES - 8, 8))
                        .order(ByteOrder.LITTLE_ENDIAN).getLong();
                check(batch, j, result);
            }
        }
    }

    private void start(int thread, CallBatch batch, int from, int count, long rowsAddress) {
        ByteBuffer rows = ByteBuffer.allocate(count * CallBatch.ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < from + count; i++) {
            for (long word : batch.row(i)) {
                rows.putLong(word);
            }
        }
        memory.write(rowsAddress, rows.array());
        ptrace.setRegisters(thread, ptrace.registers(thread).set(Registers.RIP, base).set(Registers.R12, rowsAddress)
                .set(Registers.R13, count).set(Registers.ORIG_RAX, -1));
        ptrace.resume(thread, 0);
    }

    private void finish(int thread) {
        while (true) {
            Stop stop = ptrace.await(thread);
            if (stop.isTrap()) {
                return;
            }
            if (!stop.isNewChild()) {
                throw new RestoreException("a thread of the restored process stopped unexpectedly (status %x)"
                        .formatted(stop.status()));
            }
            newChildren.add(ptrace.eventMessage(thread));
            ptrace.resume(thread, 0);
        }
    }

    /** Threads that batches have made since the last time, in that order. */
    List<Integer> takeNewChildren() {
        List<Integer> result = List.copyOf(newChildren);
        newChildren.clear();
        return result;
    }
}
