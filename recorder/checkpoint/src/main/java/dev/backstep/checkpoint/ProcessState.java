package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import java.util.List;
import java.util.function.Function;

/**
 * All of a process but the contents of its memory.
 *
 * @param pid              as the process sees itself
 * @param personality      personality(2)
 * @param auxiliaryVector  {@code /proc/PID/auxv}
 * @param layout           addresses in the order of {@link Layout}
 * @param monotonicNanos   its CLOCK_MONOTONIC
 * @param tidAddressOffset from a thread's FS base to the word that the kernel clears when the thread ends
 * @param signalActions    of signals 1 to 64: {@code struct sigaction} of the kernel, four words each
 * @param losses           what a restored process will not have, for people
 * @param death            how it was about to end, NONE if it lived
 */
record ProcessState(int pid, String executable, String workingDirectory, long personality, byte[] auxiliaryVector,
        long[] layout, long monotonicNanos, long tidAddressOffset, long[][] signalActions, List<MappingState> mappings,
        List<ThreadState> threads, List<DescriptorState> descriptors, List<String> losses, Death death) {

    /** The same, with what the files are that it had mapped. */
    ProcessState withFiles(Function<MemoryMapping, FileIdentity> files) {
        return new ProcessState(pid, executable, workingDirectory, personality, auxiliaryVector, layout, monotonicNanos,
                tidAddressOffset, signalActions, mappings.stream().map(state -> state.backing() == Backing.FILE
                        ? new MappingState(state.mapping(), state.backing(), files.apply(state.mapping()))
                        : state).toList(), threads, descriptors, losses, death);
    }

    ProcessState withDeath(Death other) {
        return new ProcessState(pid, executable, workingDirectory, personality, auxiliaryVector, layout, monotonicNanos,
                tidAddressOffset, signalActions, mappings, threads, descriptors, losses, other);
    }

    /** Whether its descriptor 0 is a pipe. */
    boolean hasPipeAsInput() {
        return descriptors.stream().anyMatch(descriptor -> descriptor.number() == 0 && descriptor.isPipe());
    }

    /**
     * Indexes of the memory layout, in the order of {@code struct prctl_mm_map}, {@code include/uapi/linux/prctl.h}.
     */
    static final class Layout {
        static final int BREAK_END = 5;
        static final int COUNT = 11;
        /**
         * The field of {@code /proc/PID/stat} for each, counted from 1 (proc_pid_stat(5)): code, code end, data, data
         * end, (break start), break, stack, arguments, arguments end, environment, environment end.
         */
        static final int[] STAT_FIELDS = {26, 27, 45, 46, 47, 47, 28, 48, 49, 50, 51};

        private Layout() { }
    }
}
