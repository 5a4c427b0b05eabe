package dev.backstep.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The signal handlers of HotSpot, found in a core. It keeps a note of those that it lives on ({@code vm_handlers} in
 * {@code os/posix/signals_posix.cpp}, since JDK 17): a table of 65 pointers, by number of the signal, to what it gave to
 * sigaction(2). The table has no name in a released JVM, so it is found by what it must look like: pointers for the signals of
 * faults, none for those that cannot be handled, and one handler, in the code of the JVM, for all of them.
 */
final class CoreSignals {
    private static final int SIGNALS = 64;
    private static final int TABLE_WORDS = SIGNALS + 1;
    private static final int ACTION_WORDS = 4;
    // signal(7), x86-64
    private static final int SIGSEGV = 11;
    /** SIGILL, SIGBUS, SIGFPE, SIGSEGV, SIGPIPE, SIGXFSZ. */
    private static final int[] SAME_HANDLER = {4, 7, 8, SIGSEGV, 13, 25};
    /** None, SIGKILL, SIGCHLD, SIGCONT, SIGSTOP. */
    private static final int[] NO_HANDLER = {0, 9, 17, 18, 19};
    // struct sigaction of glibc: handler, 128 bytes of mask, flags
    private static final int MASK_OFFSET = 8;
    private static final int FLAGS_OFFSET = 136;
    private static final long SA_SIGINFO = 4;
    /** {@code arch/x86/include/uapi/asm/signal.h}: the kernel returns from handlers through it. */
    private static final long SA_RESTORER = 0x04000000;
    private static final int PROT_WRITE = 2;
    private static final int CHUNK_BYTES = 1 << 20;

    private final CoreFile core;
    private final CoreMemory memory;

    private CoreSignals(CoreFile core, CoreMemory memory) {
        this.core = core;
        this.memory = memory;
    }

    /**
     * Actions of signals 1 to 64 as the kernel has them: handler, flags, restorer, mask.
     *
     * @param restorer in the C library
     * @throws RestoreException if there is no such table, or more than one
     */
    static long[][] find(CoreFile core, CoreMemory memory, long restorer) {
        return new CoreSignals(core, memory).find(restorer);
    }

    private long[][] find(long restorer) {
        List<long[]> tables = new ArrayList<>();
        for (CoreFile.Load load : core.loads()) {
            if ((load.protection() & PROT_WRITE) != 0 && isOfJvm(load)) {
                search(load, tables);
            }
        }
        if (tables.size() != 1) {
            throw new RestoreException(tables.isEmpty()
                    ? "the table of its signal handlers was not found in the core"
                    : "the core has " + tables.size() + " tables that may be that of its signal handlers");
        }
        long[][] actions = new long[SIGNALS][ACTION_WORDS];
        for (int signal = 1; signal <= SIGNALS; signal++) {
            long action = tables.getFirst()[signal];
            if (action != 0) {
                actions[signal - 1] = new long[] {memory.word(action), flags(action) | SA_RESTORER, restorer, memory.word(action + MASK_OFFSET)};
            }
        }
        return actions;
    }

    /** Its data, or the uninitialised data behind them, which are no part of the file. */
    private boolean isOfJvm(CoreFile.Load load) {
        return core.files().stream().filter(CoreSignals::isJvm).anyMatch(range -> range.start() <= load.start() && load.start() <= range.end());
    }

    private static boolean isJvm(CoreFile.FileRange range) {
        return range.path().endsWith("/libjvm.so");
    }

    private void search(CoreFile.Load load, List<long[]> tables) {
        int tableBytes = TABLE_WORDS * Long.BYTES;
        for (long at = load.start(); at < load.end(); at += CHUNK_BYTES) {
            byte[] bytes = memory.read(at, (int) Math.min(CHUNK_BYTES + tableBytes, load.end() - at));
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int offset = 0; offset < CHUNK_BYTES && offset + tableBytes <= bytes.length; offset += Long.BYTES) {
                if (words.getLong(offset + SIGSEGV * Long.BYTES) != 0 && isTable(words, offset)) {
                    long[] table = new long[TABLE_WORDS];
                    words.slice(offset, tableBytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(table);
                    tables.add(table);
                }
            }
        }
    }

    private boolean isTable(ByteBuffer words, int offset) {
        for (int signal : NO_HANDLER) {
            if (words.getLong(offset + signal * Long.BYTES) != 0) {
                return false;
            }
        }
        for (int signal : SAME_HANDLER) {
            if (words.getLong(offset + signal * Long.BYTES) == 0) {
                return false;
            }
        }
        long handler = memory.word(words.getLong(offset + SIGSEGV * Long.BYTES));
        if (core.files().stream().filter(CoreSignals::isJvm).noneMatch(range -> range.start() <= handler && handler < range.end())) {
            return false;
        }
        for (int signal : SAME_HANDLER) {
            long action = words.getLong(offset + signal * Long.BYTES);
            if (memory.word(action) != handler || (flags(action) & SA_SIGINFO) == 0) {
                return false;
            }
        }
        return true;
    }

    private long flags(long action) {
        return memory.word(action + FLAGS_OFFSET) & 0xffffffffL;
    }
}
