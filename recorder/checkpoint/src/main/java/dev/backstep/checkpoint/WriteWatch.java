package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.Pages;
import dev.backstep.linux.SyscallNumbers;
import dev.backstep.linux.Userfaultfd;
import java.util.function.Consumer;

/** Finds the pages of a frozen process, and which were written since the last time. */
interface WriteWatch extends AutoCloseable {
    /** Calls back with the pages of a private mapping, ascending; those written are watched again from now on. */
    void collect(MemoryMapping mapping, Consumer<PageRange> result);

    @Override
    void close();

    /** All pages are taken for written. */
    static WriteWatch none(Pages pages) {
        return new WriteWatch() {
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
    static WriteWatch byKernel(int pid, HarmlessCalls calls, Pages pages) {
        int remote = (int) calls.call("userfaultfd", SyscallNumbers.USERFAULTFD, Userfaultfd.FLAGS);
        Userfaultfd userfaultfd;
        try {
            userfaultfd = new Userfaultfd(Descriptor.duplicateOf(pid, remote));
        } finally {
            calls.call("close", SyscallNumbers.CLOSE, remote);
        }
        return new WriteWatch() {
            @Override
            public void collect(MemoryMapping mapping, Consumer<PageRange> result) {
                // Each time: a mapping can have been made anew at the same place, and would be skipped in silence.
                userfaultfd.watch(mapping);
                pages.scan(mapping, Pages.Marks.RESET, result);
            }

            @Override
            public void close() {
                userfaultfd.close();
            }
        };
    }
}
