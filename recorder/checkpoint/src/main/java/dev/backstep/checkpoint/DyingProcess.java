package dev.backstep.checkpoint;

import dev.backstep.linux.Pages;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process whose threads all stand before their end. It executes nothing any more, not even for us. */
final class DyingProcess {
    private final int pid;
    private final List<Integer> threads;
    private final ProcessInspector inspector;
    private final RemoteMemory memory;
    private final Death death;

    DyingProcess(int pid, List<Integer> threads, ProcessInspector inspector, RemoteMemory memory, Death death) {
        this.pid = pid;
        this.inspector = inspector;
        this.memory = memory;
        this.death = death;
        this.threads = new ArrayList<>(threads);
        this.threads.remove((Integer) pid);
        this.threads.addFirst(pid);
    }

    /**
     * Writes it to a pack of its own, straight from its memory.
     *
     * @throws ProcessNotSupportedException if it has memory that cannot be captured
     */
    Checkpoint store(Ptrace ptrace, Mark mark, Path target) throws IOException {
        List<MappingState> mappings = MappingState.of(new ProcFiles(pid).mappings());
        ProcessCapture.checkSupported(pid, memory, mappings.stream().map(MappingState::mapping).toList());
        ProcessState process = inspector.inspectDying(ptrace, threads, mappings, death).withFiles(mapping -> FileIdentity.of(mapping.path()));
        LivePages pages;
        try (Pages table = new Pages(pid)) {
            pages = new LivePages(memory, MemorySnapshot.whole(pid, mappings, memory, table::list));
        }
        Checkpoint checkpoint = new Checkpoint(0, mark, process, pages.index());
        try (CheckpointPacker packer = new CheckpointPacker(target)) {
            packer.add(pages, checkpoint);
            packer.finish();
        }
        return checkpoint;
    }
}
