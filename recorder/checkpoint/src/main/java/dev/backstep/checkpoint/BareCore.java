package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.Registers;
import dev.backstep.linux.RestartableSequence;
import dev.backstep.linux.RobustList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a core without side-car says of its process, and what can be concluded from it: a core of the kernel, or of gdb. Memory,
 * registers and mapped files are in there; HotSpot's signal handlers are found in its memory; which descriptor the debug agent
 * listens on stands in the registers of the thread that waits for a debugger. Other descriptors are not known.
 */
final class BareCore {
    // Auxiliary vector: getauxval(3), include/uapi/linux/auxvec.h
    private static final int AT_PHDR = 3;
    private static final int AT_RANDOM = 25;
    private static final int AT_EXECFN = 31;
    private static final int AT_SYSINFO_EHDR = 33;
    /** accept(2), accept4(2): {@code arch/x86/entry/syscalls/syscall_64.tbl}. */
    private static final int ACCEPT = 43;
    private static final int ACCEPT4 = 288;
    /** sigaction(2): by tkill(2), as abort(3) does. */
    private static final int SI_TKILL = -6;
    /** Address, SS_DISABLE, size: sigaltstack(2). */
    private static final long[] NO_SIGNAL_STACK = {0, 2, 0};
    private static final int STANDARD_ERROR = 2;
    private static final String SHARED_HEAP = "/memfd:java_heap";
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;

    private final CoreFile core;
    private final CoreMemory memory;
    private final List<String> losses = new ArrayList<>(List.of(
            "open files and connections: a core does not say which it had; reading or writing them fails",
            "handlers of SIGHUP, SIGINT, SIGQUIT and SIGTERM", "the working directory", "the names of threads for ps and top",
            "how its clock stood: it goes on with that of this machine"));

    private BareCore(CoreFile core, CoreMemory memory) {
        this.core = core;
        this.memory = memory;
    }

    /**
     * @throws RestoreException if something is missing without which it cannot live: the message says what
     * @throws IOException if the core cannot be read
     */
    static ProcessState read(CoreFile core) throws IOException {
        try (CoreMemory memory = new CoreMemory(core)) {
            return new BareCore(core, memory).read();
        }
    }

    private ProcessState read() {
        if (core.javaVirtualMachine().isEmpty()) {
            throw new RestoreException("it is not of a JVM");
        }
        if (core.files().stream().anyMatch(range -> range.path().startsWith(SHARED_HEAP))) {
            throw new RestoreException("its heap is shared memory, as of ZGC, and a core does not say where of it was mapped");
        }
        long vdso = auxiliary(AT_SYSINFO_EHDR);
        CoreFile.FileRange program = core.files().stream().filter(range -> range.start() <= auxiliary(AT_PHDR) && auxiliary(AT_PHDR) < range.end())
                .findFirst().orElseThrow(() -> new RestoreException("it does not say which program was executed"));
        List<MappingState> mappings = CoreMappings.of(core, memory, vdso, program.path(), losses);
        List<ThreadState> threads = threads();
        long[][] actions = CoreSignals.find(core, memory, restorer(mappings));
        List<DescriptorState> descriptors = descriptors();
        return new ProcessState(core.pid(), program.path(), "/", 0, core.auxiliaryVector(), layout(program, mappings), System.nanoTime(),
                ThreadIdWord.find(memory::read, threads), actions, mappings, threads, descriptors, losses, death());
    }

    /** Where the C library returns from signal handlers. */
    private long restorer(List<MappingState> mappings) {
        try {
            return HarmlessCalls.Code.find(memory::read, mappings.stream().map(MappingState::mapping).toList()).restorer();
        } catch (IllegalStateException e) {
            throw new RestoreException(e.getMessage());
        }
    }

    private long auxiliary(int type) {
        ByteBuffer vector = ByteBuffer.wrap(core.auxiliaryVector()).order(ByteOrder.LITTLE_ENDIAN);
        while (vector.remaining() >= 2 * Long.BYTES) {
            long found = vector.getLong();
            long value = vector.getLong();
            if (found == type) {
                return value;
            }
        }
        throw new RestoreException("its auxiliary vector has no entry " + type);
    }

    /** The main thread first. */
    private List<ThreadState> threads() {
        List<CoreFile.ThreadNote> notes = new ArrayList<>(core.threads());
        notes.sort(Comparator.comparing(thread -> thread.id() != core.pid()));
        if (notes.isEmpty() || notes.getFirst().id() != core.pid()) {
            throw new RestoreException("it has not its main thread");
        }
        if (notes.stream().anyMatch(thread -> thread.extendedState().length == 0)) {
            throw new RestoreException("it has no vector registers (notes NT_X86_XSTATE)");
        }
        return notes.stream().map(thread -> new ThreadState(thread.id(), "java", thread.registers(), thread.extendedState(),
                thread.signalMask(), NO_SIGNAL_STACK.clone(), new RobustList(0, 0), new RestartableSequence(0, 0, 0))).toList();
    }

    /** Only standard ones, and what somebody accepts connections on. */
    private List<DescriptorState> descriptors() {
        List<DescriptorState> result = new ArrayList<>();
        for (int number = 0; number <= STANDARD_ERROR; number++) {
            result.add(new DescriptorState(number, DescriptorState.Kind.OTHER, "", 0, Descriptor.O_RDWR, 0));
        }
        OptionalInt listener = core.threads().stream().filter(BareCore::accepts).mapToInt(thread -> (int) thread.registers()[Registers.RDI])
                .filter(number -> number > STANDARD_ERROR).distinct().sorted().findFirst();
        if (listener.isPresent()) {
            result.add(new DescriptorState(listener.getAsInt(), DescriptorState.Kind.LISTENER_IPV4, "", 0, Descriptor.O_RDWR, 0));
        } else {
            losses.add("a debug agent: none was waiting for a debugger, so that none can attach");
        }
        return result;
    }

    private static boolean accepts(CoreFile.ThreadNote thread) {
        long call = thread.registers()[Registers.ORIG_RAX];
        return call == ACCEPT || call == ACCEPT4;
    }

    /** A thread that a signal has killed because of what it did would do it again. */
    private Death death() {
        boolean byItself = core.signal() != 0 && (core.signalCode() > 0 || core.signalCode() == SI_TKILL);
        return byItself
                ? new Death(core.signal(), core.threads().getFirst().id(), core.signalCode(), core.signalAddress())
                : Death.NONE;
    }

    /** In the order of {@link ProcessState.Layout}. Arguments and environment are not found: ps shows none. */
    private long[] layout(CoreFile.FileRange program, List<MappingState> states) {
        List<MemoryMapping> own = states.stream().map(MappingState::mapping).filter(mapping -> mapping.path().equals(program.path())).toList();
        MemoryMapping code = own.stream().filter(mapping -> (mapping.protection() & PROT_EXEC) != 0).findFirst().orElse(own.getFirst());
        MemoryMapping data = own.stream().filter(mapping -> (mapping.protection() & PROT_WRITE) != 0).findFirst().orElse(own.getLast());
        MemoryMapping heap = states.stream().map(MappingState::mapping).filter(mapping -> mapping.path().equals("[heap]")).findFirst()
                .orElse(new MemoryMapping(data.end(), data.end(), "rw-p", 0, 0, ""));
        long arguments = auxiliary(AT_EXECFN);
        return new long[] {code.start(), code.end(), data.start(), data.end(), heap.start(), heap.end(), auxiliary(AT_RANDOM) & -16L,
            arguments, arguments, arguments, arguments};
    }
}
