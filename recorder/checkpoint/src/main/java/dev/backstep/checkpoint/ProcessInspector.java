package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Registers;
import dev.backstep.linux.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads everything but the memory of a frozen process. One per process; used on its tracer threads, one after the
 * other.
 */
final class ProcessInspector {
    private static final int SIGNALS = 64;
    private static final int SIGNAL_SET_BYTES = 8;
    private static final int SIGNAL_ACTION_BYTES = 32;
    /** {@code include/uapi/linux/prctl.h}; needs CONFIG_CHECKPOINT_RESTORE. */
    private static final int PR_GET_TID_ADDRESS = 40;
    private static final int SIGNAL_STACK_BYTES = 24;
    /** Address, SS_DISABLE, size: sigaltstack(2). */
    private static final long[] NO_SIGNAL_STACK = {0, 2, 0};

    private final int pid;
    private final ProcFiles proc;
    private final RemoteMemory memory;
    // What handlers there are is asked again when the set of handled signals has changed: 64 calls take 2 ms.
    private String handledSignals = "";
    private long[][] signalActions;
    private long tidAddressOffset;
    /** Of its monotonic clock against ours: a time namespace keeps its offsets once a process is in it. */
    private final long clockShiftNanos;
    /** By thread id, asked once for each thread. HotSpot has none; a library that makes one later is not noticed. */
    private final Map<Integer, long[]> signalStacks = new HashMap<>();

    ProcessInspector(int pid, RemoteMemory memory) {
        this.pid = pid;
        this.memory = memory;
        proc = new ProcFiles(pid);
        clockShiftNanos = monotonicOffset(proc) - monotonicOffset(new ProcFiles((int) ProcessHandle.current().pid()));
    }

    /** Asks what takes long, and seldom changes: after that, {@link #inspect} need not. */
    void askAll(Ptrace ptrace, FrozenProcess frozen, HarmlessCalls.Code code) {
        List<Integer> threads = frozen.threads();
        if (hasNewSignalActions()) {
            ask(ptrace, code);
        }
        signalStacks.keySet().retainAll(threads);
        threads.forEach(tid -> signalStacks.computeIfAbsent(tid, _ -> signalStack(ptrace, tid, code)));
    }

    ProcessState inspect(Ptrace ptrace, FrozenProcess frozen, List<MappingState> mappings, HarmlessCalls.Code code) {
        askAll(ptrace, frozen, code);
        List<String> losses = new ArrayList<>();
        List<ThreadState> threadStates = new ArrayList<>();
        for (int tid : frozen.threads()) {
            threadStates.add(thread(ptrace, tid, frozen.names().get(tid), signalStacks.get(tid)));
        }
        addLosses(losses, mappings);
        return state(threadStates, mappings, losses, Death.NONE);
    }

    /** Of a process that executes nothing any more: what it was {@linkplain #ask asked} before must do. */
    ProcessState inspectDying(Ptrace ptrace, List<Integer> threads, List<MappingState> mappings, Death death) {
        List<String> losses = new ArrayList<>();
        List<ThreadState> threadStates = threads.stream()
                .map(tid -> thread(ptrace, tid, ThreadName.of(proc, tid), NO_SIGNAL_STACK.clone())).toList();
        if (signalActions == null) {
            signalActions = new long[SIGNALS][SIGNAL_ACTION_BYTES / Long.BYTES];
            tidAddressOffset = ThreadIdWord.find(memory, threadStates);
        }
        if (hasNewSignalActions()) {
            losses.add("signal handlers that it had made lately");
        }
        addLosses(losses, mappings);
        return state(threadStates, mappings, losses, inNamespace(death, threads, threadStates));
    }

    private static Death inNamespace(Death death, List<Integer> threads, List<ThreadState> states) {
        int index = threads.indexOf(death.thread());
        return new Death(death.signal(), index < 0 ? 0 : states.get(index).id(), death.code(), death.address());
    }

    private ProcessState state(List<ThreadState> threads, List<MappingState> mappings, List<String> losses, Death death) {
        List<DescriptorState> descriptors = new DescriptorInspector(pid).inspect(losses);
        return new ProcessState(ThreadName.idInNamespace(proc.status("NSpid")), proc.link("exe"), proc.link("cwd"),
                Long.parseLong(proc.text("personality").trim(), 16), proc.bytes("auxv"), layout(mappings),
                System.nanoTime() + clockShiftNanos, tidAddressOffset, signalActions,
                mappings, threads, descriptors, losses, death);
    }

    /** time_namespaces(7): a line {@code monotonic SECONDS NANOSECONDS}; no such file without them. */
    static long monotonicOffset(ProcFiles proc) {
        if (!Files.exists(Path.of(proc.toString(), "timens_offsets"))) {
            return 0;
        }
        return proc.text("timens_offsets").lines().map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[0].equals("monotonic"))
                .mapToLong(fields -> Long.parseLong(fields[1]) * 1_000_000_000L + Long.parseLong(fields[2])).sum();
    }

    /** Whether the set of handled and ignored signals is another one than when it was asked. */
    boolean hasNewSignalActions() {
        return !handled().equals(handledSignals);
    }

    private String handled() {
        return proc.status("SigCgt") + proc.status("SigIgn");
    }

    /** Makes its main thread, which must be stopped by an interrupt, tell what only the process itself knows. */
    void ask(Ptrace ptrace, HarmlessCalls.Code code) {
        String handled = handled();
        HarmlessCalls leader = new HarmlessCalls(ptrace, memory, code, pid);
        long scratch = leader.scratch();
        long[][] actions = new long[SIGNALS][];
        for (int signal = 1; signal <= SIGNALS; signal++) {
            leader.call("rt_sigaction", SyscallNumbers.RT_SIGACTION, signal, 0, scratch, SIGNAL_SET_BYTES);
            actions[signal - 1] = words(scratch, SIGNAL_ACTION_BYTES);
        }
        leader.call("prctl(PR_GET_TID_ADDRESS)", SyscallNumbers.PRCTL, PR_GET_TID_ADDRESS, scratch);
        tidAddressOffset = words(scratch, Long.BYTES)[0] - ptrace.registers(pid).get(Registers.FS_BASE);
        signalActions = actions;
        handledSignals = handled;
    }

    private ThreadState thread(Ptrace ptrace, int tid, ThreadName name, long[] signalStack) {
        return new ThreadState(name.id(), name.name(),
                ptrace.registers(tid).toArray(), ptrace.extendedState(tid), ptrace.signalMask(tid), signalStack,
                ptrace.robustList(tid), ptrace.restartableSequence(tid));
    }

    private long[] signalStack(Ptrace ptrace, int tid, HarmlessCalls.Code code) {
        HarmlessCalls calls = new HarmlessCalls(ptrace, memory, code, tid);
        calls.call("sigaltstack", SyscallNumbers.SIGALTSTACK, 0, calls.scratch());
        return words(calls.scratch(), SIGNAL_STACK_BYTES);
    }

    private long[] words(long address, int lengthBytes) {
        long[] words = new long[lengthBytes / Long.BYTES];
        ByteBuffer.wrap(memory.read(address, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }

    private long[] layout(List<MappingState> mappings) {
        String[] stat = proc.stat();
        long[] layout = Arrays.stream(ProcessState.Layout.STAT_FIELDS)
                .mapToLong(field -> Long.parseUnsignedLong(stat[field - 3])).toArray();
        mappings.stream().map(MappingState::mapping).filter(mapping -> mapping.path().equals("[heap]"))
                .mapToLong(MemoryMapping::end).max().ifPresent(end -> layout[ProcessState.Layout.BREAK_END] = end);
        return layout;
    }

    private void addLosses(List<String> losses, List<MappingState> mappings) {
        for (MappingState state : mappings) {
            if (state.backing() == Backing.COPY) {
                losses.add("memory shared through " + state.mapping().path() + " becomes private");
            }
        }
        if (Long.parseUnsignedLong(proc.status("ShdPnd"), 16) != 0) {
            losses.add("pending signals");
        }
        if (!proc.text("timers").isBlank()) {
            losses.add("POSIX timers");
        }
    }
}
