package dev.backstep.checkpoint;

import dev.backstep.linux.Errno;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.SignalInfo;
import dev.backstep.linux.Stop;
import dev.backstep.linux.SyscallException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Traces all threads of a process to its end: ptrace(2), {@code PTRACE_EVENT_EXIT}. Belongs to one thread.
 *
 * <p>Every signal goes through us, and is passed on at once. When the process dies by one, each of its threads stops before it
 * ends, with its memory and its registers as they were; a stop that SIGKILL does not end.
 */
final class CrashTracer {
    private static final long OPTIONS = Ptrace.TRACE_CLONE | Ptrace.TRACE_EXIT;
    /** SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU: signal(7). */
    private static final Set<Integer> JOB_CONTROL = Set.of(19, 20, 21, 22);
    private static final int SIGNAL_MASK = 0x7f;

    private final Ptrace ptrace;
    private final int pid;
    private final ProcFiles proc;
    private final Consumer<DyingProcess> death;
    /** For each signal what its latest receiver was told. */
    private final Map<Integer, Received> received = new HashMap<>();
    private RemoteMemory memory;
    private ProcessInspector inspector;
    private boolean dying;

    /** A signal, and the thread that got it. */
    private record Received(int tid, SignalInfo info) { }

    /** @param death is told when it dies by a signal, and may look at it until it returns */
    CrashTracer(Ptrace ptrace, int pid, Consumer<DyingProcess> death) {
        this.ptrace = ptrace;
        this.pid = pid;
        this.death = death;
        proc = new ProcFiles(pid);
    }

    /**
     * @return its exit status; 128 + N if signal N ended it
     * @throws SyscallException if this machine does not allow to trace it
     */
    int awaitEnd() {
        seizeAll();
        try {
            while (true) {
                Optional<Ptrace.Change> change = ptrace.awaitAny();
                if (change.isEmpty()) {
                    return -1;
                }
                Stop stop = change.get().stop();
                if (!stop.ended()) {
                    handle(change.get().tid(), stop);
                } else if (change.get().tid() == pid) {
                    return stop.exitStatus();
                }
            }
        } finally {
            if (memory != null) {
                memory.close();
            }
        }
    }

    /** It runs already, and may start threads; those started by a thread that is traced are traced, too. */
    private void seizeAll() {
        Set<Integer> seized = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (int tid : proc.tasks()) {
                more |= seized.add(tid) && seize(tid);
            }
        }
    }

    private boolean seize(int tid) {
        try {
            return ptrace.seize(tid, OPTIONS);
        } catch (SyscallException e) {
            if (e.errno() == Errno.EPERM && tid != pid) {
                return true;    // traced already, because we trace the thread that started it
            }
            throw e;
        }
    }

    private void handle(int tid, Stop stop) {
        try {
            switch (stop.event()) {
                case 0 -> {
                    received.put(stop.signal(), new Received(tid, ptrace.signalInfo(tid)));
                    ptrace.resume(tid, stop.signal());
                }
                case Stop.EVENT_CLONE -> {
                    askOnceMore(tid);
                    ptrace.resume(tid, 0);
                }
                case Stop.EVENT_STOP -> {
                    if (JOB_CONTROL.contains(stop.signal())) {
                        ptrace.leaveStopped(tid);
                    } else {
                        ptrace.resume(tid, 0);
                    }
                }
                case Stop.EVENT_EXIT -> ending(tid);
                default -> ptrace.resume(tid, 0);
            }
        } catch (SyscallException e) {
            if (e.errno() != Errno.ESRCH) {
                throw e;
            }
            // it was killed in this stop, and comes to its last one
        }
    }

    private void ending(int tid) {
        int signal = ptrace.eventMessage(tid) & SIGNAL_MASK;
        if (signal == 0 || dying) {
            ptrace.resume(tid, 0);
            return;
        }
        dying = true;
        Set<Integer> stopped = new LinkedHashSet<>();
        stopped.add(tid);
        try {
            awaitOthers(stopped);
            death.accept(new DyingProcess(pid, List.copyOf(stopped), inspector(), memory, deathBy(signal)));
        } finally {
            stopped.forEach(thread -> ptrace.resume(thread, 0));
        }
    }

    /** The same signal ends all threads, each at the next moment that it is in the kernel. */
    private void awaitOthers(Set<Integer> stopped) {
        while (true) {
            Optional<Integer> missing = proc.tasks().stream().filter(tid -> !stopped.contains(tid) && isThere(tid)).findFirst();
            if (missing.isEmpty()) {
                return;
            }
            int tid = missing.get();
            Stop stop = ptrace.await(tid);
            if (!stop.ended() && stop.event() == Stop.EVENT_EXIT) {
                stopped.add(tid);
            } else if (!stop.ended()) {
                handle(tid, stop);
            }
        }
    }

    private boolean isThere(int tid) {
        try {
            String state = proc.status(tid, "State");
            return !state.startsWith("Z") && !state.startsWith("X");
        } catch (UncheckedIOException e) {
            return false;   // gone meanwhile
        }
    }

    private Death deathBy(int signal) {
        Received last = received.get(signal);
        if (last == null) {
            return new Death(signal, 0, 0, 0);      // SIGKILL is told to nobody
        }
        return new Death(signal, last.tid, last.info.code(), last.info.address());
    }

    private ProcessInspector inspector() {
        if (inspector == null) {
            memory = new RemoteMemory(pid);
            inspector = new ProcessInspector(pid, memory);
        }
        return inspector;
    }

    /**
     * Signal handlers can be asked only of a process that runs. Its main thread does nothing in a JVM, so it is the one that is
     * asked, whenever a thread starts and there are handlers that were not there before.
     *
     * @param starting the thread that stands still now
     */
    private void askOnceMore(int starting) {
        if (starting == pid || !inspector().hasNewSignalActions()) {
            return;
        }
        List<MemoryMapping> mappings = proc.mappings();
        ptrace.interrupt(pid);
        if (ptrace.awaitInterrupted(pid)) {
            try {
                inspector.ask(ptrace, HarmlessCalls.Code.find(memory, mappings));
            } finally {
                ptrace.resume(pid, 0);
            }
        }
    }
}
