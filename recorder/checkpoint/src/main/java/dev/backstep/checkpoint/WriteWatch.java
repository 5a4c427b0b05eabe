package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.Pages;
import dev.backstep.linux.SyscallException;
import dev.backstep.linux.SyscallNumbers;
import dev.backstep.linux.Userfaultfd;
import java.util.function.Consumer;

/** Finds the pages of a process, and which were written since the last time. */
interface WriteWatch extends AutoCloseable {
    /** Whether it tells written pages from others, so that something can be copied early. */
    boolean tellsWritten();

    /**
     * Calls back with pages of a private mapping, ascending, of a process that runs; those written are watched again from now on.
     * Not all of them need come: those that do not, keep their marks.
     */
    void collectEarly(MemoryMapping mapping, Consumer<PageRange> result);

    /** Calls back with all pages of a private mapping, ascending, of a frozen process. Those written are watched again, or stay marked. */
    void collect(MemoryMapping mapping, Consumer<PageRange> result);

    @Override
    void close();

    /** All pages are taken for written. */
    static WriteWatch none(Pages pages) {
        return new WriteWatch() {
            @Override
            public boolean tellsWritten() {
                return false;
            }

            @Override
            public void collectEarly(MemoryMapping mapping, Consumer<PageRange> result) { }

            @Override
            public void collect(MemoryMapping mapping, Consumer<PageRange> result) {
                pages.list(mapping, result);
            }

            @Override
            public void close() { }
        };
    }

    /**
     * Lets the process make a userfaultfd, takes it over and closes it there, so that the process has no trace of it.
     * When the last descriptor is closed, by us or with us, the watch ends.
     */
    static WriteWatch byKernel(int pid, HarmlessCalls calls, Pages pages, HotChunks hot) {
        int remote = (int) calls.call("userfaultfd", SyscallNumbers.USERFAULTFD, Userfaultfd.FLAGS);
        Userfaultfd userfaultfd;
        try {
            userfaultfd = new Userfaultfd(Descriptor.duplicateOf(pid, remote));
        } finally {
            calls.call("close", SyscallNumbers.CLOSE, remote);
        }
        return new WriteWatch() {
            @Override
            public boolean tellsWritten() {
                return true;
            }

            @Override
            public void collectEarly(MemoryMapping mapping, Consumer<PageRange> result) {
                try {
                    userfaultfd.watch(mapping);
                } catch (SyscallException e) {
                    return;     // it is no longer what it was when we read of it
                }
                // Not RESET_IF_WATCHED: by now it may be several mappings.
                hot.split(mapping, (start, end, isHot) -> {
                    if (!isHot) {
                        pages.scan(mapping, start, end, Pages.Marks.RESET, result);
                    }
                });
            }

            @Override
            public void collect(MemoryMapping mapping, Consumer<PageRange> result) {
                hot.split(mapping, (start, end, isHot) -> {
                    if (isHot) {
                        pages.scan(mapping, start, end, Pages.Marks.KEEP, result);
                    } else if (!pages.scan(mapping, start, end, Pages.Marks.RESET_IF_WATCHED, result)) {
                        // Made since we looked, perhaps at the place of one that was watched.
                        userfaultfd.watch(mapping);
                        pages.scan(mapping, start, end, Pages.Marks.RESET, result);
                    }
                });
            }

            @Override
            public void close() {
                userfaultfd.close();
            }
        };
    }
}
