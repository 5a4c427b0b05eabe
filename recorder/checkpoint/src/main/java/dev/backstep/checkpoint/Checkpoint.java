package dev.backstep.checkpoint;

import java.util.List;

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

    public int threadCount() {
        return process.threads().size();
    }

    /** Pages that are neither zero nor a file's. */
    public long pageCount() {
        return pages.pageCount();
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
