package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.Pages;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Registers;
import dev.backstep.linux.RestartableSequence;
import dev.backstep.linux.SyscallNumbers;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a stopped process, fresh from execve, what a checkpoint says. The public steps are called once each, in their
 * order. Belongs to a tracer thread.
 */
final class ProcessBuild implements AutoCloseable {
    // mmap(2), mremap(2): include/uapi/asm-generic/mman.h, mman-common.h, linux/mman.h
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_GROWSDOWN = 0x100;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int REMAP_MAYMOVE_FIXED = 3;
    // prctl(2), include/uapi/linux/prctl.h
    private static final int PR_SET_NAME = 15;
    private static final int PR_SET_MM = 35;
    private static final int PR_SET_MM_MAP = 14;
    private static final int MM_MAP_BYTES = 104;
    /** Documentation/arch/x86/x86_64/mm.rst: the last page of user space is never mapped. */
    private static final long USER_END = 0x7ffffffff000L;
    /** {@code include/uapi/linux/rseq.h}. */
    private static final int RSEQ_UNREGISTER = 1;
    /** A mapping costs about as much as copying a few pages, and the kernel allows some 65,000 of them. */
    private static final long LEAST_MAPPED_BYTES = 32 * PageIndex.PAGE_BYTES;
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final int SIGNAL_SET_BYTES = 8;
    /** clone(2): VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, CHILD_CLEARTID. */
    private static final long CLONE_THREAD_FLAGS = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000 | 0x200000;
    private static final int CLONE_ARGUMENT_BYTES = 88;

    private final Ptrace ptrace;
    private final int pid;
    private final ProcessState process;
    private final RemoteMemory memory;
    private final RemoteExecutor executor;
    private final List<MemoryMapping> initial;

    private ProcessBuild(Ptrace ptrace, int pid, ProcessState process, long executorBase) {
        this.ptrace = ptrace;
        this.pid = pid;
        this.process = process;
        memory = new RemoteMemory(pid);
        initial = new ProcFiles(pid).mappings().stream().filter(mapping -> !mapping.path().equals("[vsyscall]")).toList();
        if (executorBase != 0) {
            executor = RemoteExecutor.at(executorBase, ptrace, memory, pid);
        } else {
            RemoteCalls calls = new RemoteCalls(ptrace, pid, RemoteCalls.findInstruction(memory, initial));
            executor = RemoteExecutor.install(ptrace, memory, pid, calls,
                    Stream.concat(initial.stream(), process.mappings().stream().map(MappingState::mapping)).toList());
        }
    }

    /** For a process that has none of it yet, or is a copy of one that runs. */
    static ProcessBuild of(Ptrace ptrace, int pid, ProcessState process) {
        return new ProcessBuild(ptrace, pid, process, 0);
    }

    /** For a copy of a process that was parked. */
    static ProcessBuild ofCopy(Ptrace ptrace, int pid, ProcessState process, long executorBase) {
        return new ProcessBuild(ptrace, pid, process, executorBase);
    }

    /** Leaves it to be copied, instead of run. @return what {@link #ofCopy} needs to know */
    long park() {
        executor.lendStack();
        return executor.base();
    }

    /** Mappings and their contents, which the process itself reads from the checkpoint file, or maps. */
    void memory(PageIndex pages, String checkpointFile, RestoreOptions.Loading loading) {
        clear();
        Map<String, Long> files = open(checkpointFile);
        CallBatch mapAll = new CallBatch("mapping memory");
        CallBatch protect = new CallBatch("protecting memory");
        for (MappingState state : process.mappings()) {
            if (state.backing() != Backing.KERNEL) {
                map(state, pages, files, mapAll, protect);
            }
        }
        executor.run(mapAll);
        load(pages, files.get(checkpointFile), loading == RestoreOptions.Loading.MAP ? mappable() : List.of());
        executor.run(protect);
        CallBatch close = new CallBatch("closing files");
        files.values().forEach(number -> close.add(SyscallNumbers.CLOSE, number));
        executor.run(close);
        executor.clearData();
    }

    /** Removes all but the kernel's own mappings, and brings those to where they were. */
    private void clear() {
        CallBatch batch = new CallBatch("removing memory");
        Map<String, Long> wanted = process.mappings().stream().filter(state -> state.backing() == Backing.KERNEL)
                .collect(Collectors.toMap(state -> state.mapping().path(), state -> state.mapping().start()));
        boolean moves = false;
        for (MemoryMapping mapping : initial) {
            if (!mapping.isKernels()) {
                batch.add(SyscallNumbers.MUNMAP, mapping.start(), mapping.lengthBytes());
            } else if (!wanted.containsKey(mapping.path())) {
                throw new RestoreException("the checkpoint is from another kernel: it has no " + mapping.path());
            } else {
                moves |= wanted.get(mapping.path()) != mapping.start();
            }
        }
        if (moves) {
            moveKernelMappings(batch, wanted);
        }
        executor.run(batch);
    }

    /** In two hops, because where they go may overlap where they are. */
    private void moveKernelMappings(CallBatch batch, Map<String, Long> wanted) {
        CallBatch back = new CallBatch(batch.purpose());
        long parking = executor.behind();
        for (MemoryMapping mapping : initial) {
            if (mapping.isKernels()) {
                long length = mapping.lengthBytes();
                batch.add(SyscallNumbers.MREMAP, mapping.start(), length, length, REMAP_MAYMOVE_FIXED, parking);
                back.add(SyscallNumbers.MREMAP, parking, length, length, REMAP_MAYMOVE_FIXED, wanted.get(mapping.path()));
                parking += length;
            }
        }
        executor.run(batch);
        executor.run(back);
        batch.clear();
    }

    private Map<String, Long> open(String checkpointFile) {
        List<String> names = Stream.concat(Stream.of(checkpointFile), process.mappings().stream()
                .filter(state -> state.backing() == Backing.FILE).map(state -> state.mapping().path()).distinct()).toList();
        CallBatch batch = new CallBatch("opening mapped files");
        for (String name : names) {
            batch.add(SyscallNumbers.OPEN, executor.data(name), Descriptor.O_RDONLY | Descriptor.O_CLOEXEC);
        }
        long[] numbers = executor.run(batch);
        Map<String, Long> files = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            files.put(names.get(i), numbers[i]);
        }
        return files;
    }

    /** A mapping that pages are to be read into is writable until they are. */
    private void map(MappingState state, PageIndex pages, Map<String, Long> files, CallBatch mapAll, CallBatch protect) {
        MemoryMapping mapping = state.mapping();
        int run = pages.firstRunBehind(mapping.start());
        boolean loaded = run < pages.runCount() && pages.address(run) < mapping.end();
        int protection = mapping.protection() | (loaded ? PROT_WRITE : 0);
        if (state.backing() == Backing.FILE) {
            mapAll.add(SyscallNumbers.MMAP, mapping.start(), mapping.lengthBytes(), protection,
                    (mapping.isShared() ? MAP_SHARED : RemoteExecutor.MAP_PRIVATE) | RemoteExecutor.MAP_FIXED_NOREPLACE,
                    files.get(mapping.path()), mapping.offset());
        } else {
            int stack = mapping.path().equals("[stack]") ? MAP_GROWSDOWN : 0;
            mapAll.add(SyscallNumbers.MMAP, mapping.start(), mapping.lengthBytes(), protection, stack | MAP_NORESERVE
                    | RemoteExecutor.MAP_PRIVATE | RemoteExecutor.MAP_ANONYMOUS | RemoteExecutor.MAP_FIXED_NOREPLACE, -1, 0);
        }
        if (protection != mapping.protection()) {
            protect.add(SyscallNumbers.MPROTECT, mapping.start(), mapping.lengthBytes(), mapping.protection());
        }
    }

    /**
     * Where pages can be mapped as well as read: not where the kernel lets memory grow, nor what other mappings are made of.
     */
    private List<MemoryMapping> mappable() {
        return process.mappings().stream().filter(state -> state.backing() == Backing.ANONYMOUS).map(MappingState::mapping)
                .filter(mapping -> !mapping.path().startsWith("[")).toList();
    }

    private void load(PageIndex pages, long file, List<MemoryMapping> mappable) {
        CallBatch batch = new CallBatch("reading pages");
        List<Long> expected = new ArrayList<>();
        int next = 0;
        for (int run = 0; run < pages.runCount(); run++) {
            long at = pages.address(run);
            while (at < pages.end(run)) {
                while (next < mappable.size() && mappable.get(next).end() <= at) {
                    next++;
                }
                boolean inside = next < mappable.size() && mappable.get(next).start() <= at;
                long limit = inside ? mappable.get(next).end() : next < mappable.size() ? mappable.get(next).start() : Long.MAX_VALUE;
                long end = Math.min(pages.end(run), limit);
                long position = (long) pages.filePage(run) * PageIndex.PAGE_BYTES + at - pages.address(run);
                if (inside && end - at >= LEAST_MAPPED_BYTES) {
                    batch.add(SyscallNumbers.MMAP, at, end - at, mappable.get(next).protection() | PROT_WRITE,
                            RemoteExecutor.MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, file, position);
                    expected.add(at);
                } else {
                    batch.add(SyscallNumbers.PREAD64, file, at, end - at, position);
                    expected.add(end - at);
                }
                at = end;
            }
        }
        long[] results = executor.run(batch);
        for (int i = 0; i < results.length; i++) {
            if (results[i] != expected.get(i)) {
                throw new RestoreException("the checkpoint file has been cut off");
            }
        }
    }

    /** What the kernel believes about the layout, the auxiliary vector, and the signal handlers. */
    void layoutAndSignals() {
        ByteBuffer map = ByteBuffer.allocate(MM_MAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long address : process.layout()) {
            map.putLong(address);
        }
        map.putLong(executor.data(process.auxiliaryVector())).putInt(process.auxiliaryVector().length).putInt(-1);
        CallBatch batch = new CallBatch("layout and signals");
        batch.add(SyscallNumbers.PRCTL, PR_SET_MM, PR_SET_MM_MAP, executor.data(map.array()), MM_MAP_BYTES, 0);
        for (int signal = 1; signal <= process.signalActions().length; signal++) {
            long[] action = process.signalActions()[signal - 1];
            if (signal != SIGKILL && signal != SIGSTOP && action[0] != 0) {
                batch.add(SyscallNumbers.RT_SIGACTION, signal, executor.data(action), 0, SIGNAL_SET_BYTES);
            }
        }
        executor.run(batch);
        executor.clearData();
    }

    /** What a copy of the running process has registered with the kernel: it would be written to when its memory is gone. */
    void forgetRestartableSequence() {
        RestartableSequence sequence = process.threads().getFirst().restartableSequence();
        if (sequence.address() != 0) {
            executor.run(new CallBatch("rseq").add(SyscallNumbers.RSEQ, sequence.address(), sequence.lengthBytes(),
                    RSEQ_UNREGISTER, sequence.signature() & 0xffffffffL));
        }
    }

    /** Cuts memory that it shares with other processes off from them; the contents stay. */
    void unshare() {
        List<MemoryMapping> shared = process.mappings().stream().filter(state -> state.backing() == Backing.COPY)
                .map(MappingState::mapping).filter(MemoryMapping::isShared).toList();
        CallBatch batch = new CallBatch("making shared memory private");
        try (Arena arena = Arena.ofConfined()) {
            List<Consumer<RemoteMemory>> contents = shared.stream()
                    .map(mapping -> SharedMemory.keep(memory, SharedMemory.contents(pid, memory, mapping), arena)).toList();
            for (MemoryMapping mapping : shared) {
                batch.add(SyscallNumbers.MMAP, mapping.start(), mapping.lengthBytes(), mapping.protection(), MAP_NORESERVE
                        | RemoteExecutor.MAP_PRIVATE | RemoteExecutor.MAP_ANONYMOUS | MAP_FIXED, -1, 0);
            }
            executor.run(batch);
            contents.forEach(content -> content.accept(memory));
        }
    }

    /**
     * Shares memory again through files of folders that are the process's own now. What the process has in memory goes
     * into them, in place of what they hold.
     */
    void share(Map<Path, Path> folders) {
        if (folders.isEmpty()) {
            return;
        }
        try (Pages pages = new Pages(pid)) {
            for (MappingState state : process.mappings()) {
                MemoryMapping mapping = state.mapping();
                Path fresh = RestoreOptions.replacement(folders, mapping.path());
                if (state.backing() == Backing.COPY && mapping.isShared() && fresh != null) {
                    SharedMemory.store(memory, pages, mapping, fresh);
                    mapShared(mapping);
                }
            }
        }
        executor.clearData();
    }

    private void mapShared(MemoryMapping mapping) {
        long file = executor.run(new CallBatch("opening " + mapping.path())
                .add(SyscallNumbers.OPEN, executor.data(mapping.path()), Descriptor.O_RDWR | Descriptor.O_CLOEXEC))[0];
        executor.run(new CallBatch("sharing memory")
                .add(SyscallNumbers.MMAP, mapping.start(), mapping.lengthBytes(), mapping.protection(),
                        MAP_SHARED | MAP_FIXED, file, mapping.offset())
                .add(SyscallNumbers.CLOSE, file));
    }

    /** @return the new port for each old one */
    Map<Integer, Integer> descriptors(String output, Map<Path, Path> folders, Input input) {
        Map<Integer, Integer> ports =
                new DescriptorBuild(executor, memory, output, folders).makeAll(process.descriptors(), input);
        executor.clearData();
        return ports;
    }

    /**
     * Makes the other threads, and what each tells the kernel about itself.
     *
     * @return ids as we see them, in the checkpoint's order
     */
    private List<Integer> threads(Ids ids) {
        CallBatch batch = new CallBatch("making threads");
        batch.add(SyscallNumbers.GETTID);
        for (ThreadState thread : others()) {
            long address = executor.data(new byte[CLONE_ARGUMENT_BYTES + Long.BYTES]);
            memory.write(address, Namespaces.cloneArguments(CLONE_THREAD_FLAGS, 0, tidAddress(thread),
                    ids == Ids.SAME ? thread.id() : 0, address + CLONE_ARGUMENT_BYTES));
            batch.add(SyscallNumbers.CLONE3, address, CLONE_ARGUMENT_BYTES);
        }
        long[] idsInside = executor.run(batch);
        executor.clearData();
        List<Integer> tids = new ArrayList<>();
        tids.add(pid);
        for (int tid : executor.takeNewChildren()) {
            if (!ptrace.awaitInterrupted(tid)) {
                throw new RestoreException("a thread of the restored process ended");
            }
            tids.add(tid);
        }
        if (tids.size() != process.threads().size()) {
            throw new RestoreException(tids.size() + " threads instead of " + process.threads().size());
        }
        if (ids == Ids.NEW) {
            tellIds(idsInside);
        }
        executor.runInThreads(tids, process.threads().stream().map(this::threadSetup).toList());
        executor.clearData();
        return tids;
    }

    /** glibc keeps the id of a thread in the word that the kernel clears when the thread ends. */
    private void tellIds(long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            ThreadState thread = process.threads().get(i);
            int known = ByteBuffer.wrap(memory.read(tidAddress(thread), Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (known != thread.id()) {
                throw new RestoreException("the C library of the process is none whose thread ids we can change");
            }
            memory.write(tidAddress(thread), ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) ids[i]).array());
        }
    }

    private List<ThreadState> others() {
        return process.threads().subList(1, process.threads().size());
    }

    private long tidAddress(ThreadState thread) {
        return thread.registers()[Registers.FS_BASE] + process.tidAddressOffset();
    }

    private CallBatch threadSetup(ThreadState thread) {
        CallBatch batch = new CallBatch("setting up thread " + thread.name());
        batch.add(SyscallNumbers.PRCTL, PR_SET_NAME, executor.data(thread.name()));
        batch.add(SyscallNumbers.SET_TID_ADDRESS, tidAddress(thread));
        batch.add(SyscallNumbers.SIGALTSTACK, executor.data(thread.signalStack()), 0);
        if (thread.robustList().head() != 0) {
            batch.add(SyscallNumbers.SET_ROBUST_LIST, thread.robustList().head(), thread.robustList().lengthBytes());
        }
        if (thread.restartableSequence().address() != 0) {
            batch.add(SyscallNumbers.RSEQ, thread.restartableSequence().address(),
                    thread.restartableSequence().lengthBytes(), 0, thread.restartableSequence().signature() & 0xffffffffL);
        }
        return batch;
    }

    /** Takes our memory away and sets all registers: detached, the threads go on from where they were. */
    private void registers(List<Integer> tids) {
        List<MemoryMapping> mappings = new ProcFiles(pid).mappings();
        long instruction = RemoteCalls.findInstruction(memory, mappings);
        new RemoteCalls(ptrace, pid, instruction).call("munmap of scratch memory",
                SyscallNumbers.MUNMAP, executor.base(), RemoteExecutor.LENGTH_BYTES);
        for (int i = 0; i < tids.size(); i++) {
            ThreadState thread = process.threads().get(i);
            ptrace.setExtendedState(tids.get(i), thread.extendedState());
            if (process.death().signal() != 0 && process.death().thread() == thread.id()) {
                hold(tids.get(i), new Registers(thread.registers()), instruction);
                continue;
            }
            ptrace.setRegisters(tids.get(i), InterruptedCalls.resumed(new Registers(thread.registers())));
            ptrace.setSignalMask(tids.get(i), thread.signalMask());
        }
    }

    /** A thread that would die of the same again waits for a signal instead, of which it gets none. */
    private void hold(int tid, Registers registers, long instruction) {
        ptrace.setRegisters(tid, registers.forSyscall(instruction, SyscallNumbers.PAUSE));
        ptrace.setSignalMask(tid, -1);
    }

    /** The last step: threads and registers, and all of it runs. */
    void run(Ids ids) {
        List<Integer> threads = threads(ids);
        registers(threads);
        threads.forEach(ptrace::detach);
    }

    /** Makes a copy of this process. @return its id as we see it; it is stopped */
    int copy(long cloneFlags) {
        executor.run(new CallBatch("clone").add(SyscallNumbers.CLONE, cloneFlags | Template.SIGCHLD, 0));
        int child = executor.takeNewChildren().getFirst();
        if (!ptrace.awaitInterrupted(child)) {
            throw new RestoreException("the copy ended at once");
        }
        return child;
    }

    /** Signals of our terminal do not reach it. */
    void newSession() {
        executor.run(new CallBatch("new session").add(SyscallNumbers.SETSID));
    }

    /** It keeps no descriptors that it shares with others. */
    void closeAllBut(boolean input) {
        executor.run(new CallBatch("closing descriptors").add(SyscallNumbers.CLOSE_RANGE, input ? 1 : 0, 0xffffffffL, 0));
    }

    /** In a mount namespace of its own. */
    void mount(Map<Path, Path> folders) {
        if (folders.isEmpty()) {
            return;
        }
        CallBatch batch = new CallBatch("mounting folders " + folders);
        long none = executor.data("none");
        batch.add(SyscallNumbers.MOUNT, none, executor.data("/"), 0, Namespaces.PRIVATE_RECURSIVELY, 0);
        folders.forEach((old, fresh) -> batch.add(SyscallNumbers.MOUNT, executor.data(fresh.toAbsolutePath().toString()),
                executor.data(old.toString()), 0, Namespaces.MS_BIND, 0));
        executor.run(batch);
        executor.clearData();
    }

    /** All memory but where this executes goes back to the kernel. */
    void free() {
        long behind = executor.base() + RemoteExecutor.LENGTH_BYTES;
        executor.run(new CallBatch("freeing memory").add(SyscallNumbers.MUNMAP, 0, executor.base())
                .add(SyscallNumbers.MUNMAP, behind, USER_END - behind));
    }

    @Override
    public void close() {
        memory.close();
    }
}
