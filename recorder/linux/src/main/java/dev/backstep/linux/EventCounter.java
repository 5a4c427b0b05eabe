package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what happens in a process, by perf_event_open(2): in the threads that it has, and in all that those start. What the kernel
 * does for them is not counted, so an ordinary user may do it where {@code kernel.perf_event_paranoid} is 2.
 */
public final class EventCounter implements AutoCloseable {
    // include/uapi/linux/perf_event.h
    private static final int ATTRIBUTE_BYTES = 128;
    private static final int SIZE_OFFSET = 4;
    private static final int CONFIG_OFFSET = 8;
    private static final int FLAGS_OFFSET = 40;
    private static final long INHERIT = 1 << 1;
    private static final long EXCLUDE_KERNEL = 1 << 5;
    private static final long EXCLUDE_HYPERVISOR = 1 << 6;
    private static final int ANY_CPU = -1;
    private static final int NO_GROUP = -1;
    private static final int FLAG_FD_CLOEXEC = 8;

    /** What can be counted. */
    public enum Kind {
        /** Of the last level of caches. Processors count them, if the machine lets us at their counters. */
        CACHE_MISSES(0, 3),
        /** The kernel counts these, on every machine. */
        PAGE_FAULTS(1, 2);

        private final int type;
        private final long config;

        Kind(int type, long config) {
            this.type = type;
            this.config = config;
        }
    }

    private final List<Descriptor> counters = new ArrayList<>();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);

    /** @throws SyscallException if this machine has no such counter, or we may not use it */
    public EventCounter(int pid, Kind kind) {
        MemorySegment attribute = arena.allocate(ATTRIBUTE_BYTES, 8);
        attribute.set(ValueLayout.JAVA_INT, 0, kind.type);
        attribute.set(ValueLayout.JAVA_INT, SIZE_OFFSET, ATTRIBUTE_BYTES);
        attribute.set(ValueLayout.JAVA_LONG, CONFIG_OFFSET, kind.config);
        attribute.set(ValueLayout.JAVA_LONG, FLAGS_OFFSET, INHERIT | EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR);
        try {
            for (int thread : new ProcFiles(pid).tasks()) {
                int number = (int) Syscall.call("perf_event_open of " + kind, SyscallNumbers.PERF_EVENT_OPEN, attribute.address(), thread,
                        ANY_CPU, NO_GROUP, FLAG_FD_CLOEXEC);
                counters.add(new Descriptor(number, "perf event"));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Tries it with this process. @throws SyscallException if it does not work */
    public static void probe(Kind kind) {
        new EventCounter((int) ProcessHandle.current().pid(), kind).close();
    }

    /** How many there have been since this was made. */
    public synchronized long count() {
        long sum = 0;
        for (Descriptor counter : counters) {
            Syscall.call("reading a counter", SyscallNumbers.READ, counter.number(), value.address(), Long.BYTES);
            sum += value.get(ValueLayout.JAVA_LONG, 0);
        }
        return sum;
    }

    @Override
    public synchronized void close() {
        counters.forEach(Descriptor::close);
        counters.clear();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
