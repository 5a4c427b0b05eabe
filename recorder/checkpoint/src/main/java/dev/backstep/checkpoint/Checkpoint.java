package dev.backstep.checkpoint;

import dev.backstep.linux.Registers;
import java.util.List;
import java.util.Optional;

/** A process as it was at one moment. Its pages are in the file that it was read from or written to. */
public final class Checkpoint {
    private final int number;
    private final Mark mark;
    private final ProcessState process;
    private final PageIndex pages;

    Checkpoint(int number, Mark mark, ProcessState process, PageIndex pages) {
        this.number = number;
        this.mark = mark;
        this.process = process;
        this.pages = pages;
    }

    /** Its place in the file, from 0. */
    public int number() {
        return number;
    }

    /** Where in a recording it is. */
    public Mark mark() {
        return mark;
    }

    /** The process id, as the process sees it. */
    public int pid() {
        return process.pid();
    }

    /** The program that it executed. */
    public String executable() {
        return process.executable();
    }

    public int threadCount() {
        return process.threads().size();
    }

    /** Pages that are neither zero nor a file's. */
    public long pageCount() {
        return pages.pageCount();
    }

    /** How it was about to end; empty if it lived on. */
    public Optional<Death> death() {
        return process.death().signal() == 0 ? Optional.empty() : Optional.of(process.death());
    }

    /** The name of one of its threads; empty if it has none of this id. */
    public String threadName(int id) {
        return thread(id).map(ThreadState::name).orElse("");
    }

    /** The registers of one of its threads. */
    public Optional<Registers> registers(int id) {
        return thread(id).map(thread -> new Registers(thread.registers()));
    }

    private Optional<ThreadState> thread(int id) {
        return process.threads().stream().filter(thread -> thread.id() == id).findFirst();
    }

    /** An address as people read it: file and offset in it, or the name of the mapping. */
    public String locate(long address) {
        return process.mappings().stream().map(MappingState::mapping)
                .filter(mapping -> mapping.start() <= address && address < mapping.end()).findFirst()
                .map(mapping -> mapping.hasFile() ? "%s+0x%x".formatted(mapping.path().substring(mapping.path().lastIndexOf('/') + 1),
                        address - mapping.start() + mapping.offset())
                        : mapping.path().isEmpty() ? "anonymous memory" : mapping.path())
                .orElse("not mapped");
    }

    /** Names of the files through which it shared memory with others that it could write. */
    public List<String> sharedFiles() {
        return process.mappings().stream().filter(state -> state.backing() == Backing.COPY && state.mapping().isShared())
                .map(state -> state.mapping().path()).distinct().toList();
    }

    /** What a restored process will not have, for people. Empty if nothing is missing. */
    public List<String> losses() {
        return process.losses();
    }

    ProcessState process() {
        return process;
    }

    PageIndex pages() {
        return pages;
    }
}
