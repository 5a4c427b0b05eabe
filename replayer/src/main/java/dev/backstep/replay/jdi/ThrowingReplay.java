package dev.backstep.replay.jdi;

import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.InvocationException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.ExceptionEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.ExceptionRequest;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import dev.backstep.replay.jdi.machine.ThreadTable;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Another process at the position of a stop whose line throws an exception. The stop is before the line, where the exception does not exist
 * yet; this one goes on until it is thrown.
 */
final class ThrowingReplay implements StoppedProgram, AutoCloseable {
    private static final int MILLIS_TO_THROW = 5_000;

    private final ReplayVm process;
    private final VirtualMachine vm;
    private final int thread;
    private final ObjectReference exception;

    private ThrowingReplay(ReplayVm process, VirtualMachine vm, int thread, ObjectReference exception) {
        this.process = process;
        this.vm = vm;
        this.thread = thread;
        this.exception = exception;
    }

    /**
     * @param process held at the stop; closed with this, or before if it fails
     * @param className of the exception, as recorded
     * @return empty if it did not come to throw such an exception
     */
    static Optional<ThrowingReplay> of(ReplayVm process, String className) throws IOException {
        try {
            int thread = process.arrival().thread();
            VirtualMachine vm = QueriedProgram.attach(process.watchPort());
            Optional<ObjectReference> thrown = run(process, vm, thread, className);
            if (thrown.isPresent()) {
                return Optional.of(new ThrowingReplay(process, vm, thread, thrown.get()));
            }
            vm.dispose();
        } catch (VMDisconnectedException e) {
            // it ended without an exception
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
        process.close();
        return Optional.empty();
    }

    private static Optional<ObjectReference> run(ReplayVm process, VirtualMachine vm, int thread, String className) {
        ExceptionRequest request = vm.eventRequestManager().createExceptionRequest(null, true, true);
        ThreadTable.of(vm).find(thread).ifPresent(found -> request.addThreadFilter(found.reference()));
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
        process.goWatched();
        try {
            for (EventSet events = vm.eventQueue().remove(MILLIS_TO_THROW); events != null; events = vm.eventQueue().remove(MILLIS_TO_THROW)) {
                for (Event event : events) {
                    if (event instanceof ExceptionEvent thrown && thrown.exception().referenceType().name().equals(className)) {
                        vm.eventRequestManager().deleteEventRequest(request);
                        return Optional.of(thrown.exception());
                    }
                }
                events.resume();
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("interrupted", e);
        }
    }

    ObjectReference exception() {
        return exception;
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public VirtualMachine machine() {
        return vm;
    }

    @Override
    public int runningThread() {
        return thread;
    }

    /** It has been on the recorded timeline so far. */
    @Override
    public void divert(Diversion diversion) {
        ClassType type = (ClassType) vm.classesByName("java.lang.BackstepDiversion").getFirst();
        ThreadReference running = ThreadTable.of(vm).find(thread).orElseThrow().reference();
        try {
            type.invokeMethod(running, type.methodsByName("begin").getFirst(), List.of(), ObjectReference.INVOKE_SINGLE_THREADED);
        } catch (InvalidTypeException | ClassNotLoadedException | IncompatibleThreadStateException | InvocationException e) {
            throw new SessionException("The exception cannot be asked: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            vm.dispose();
        } catch (VMDisconnectedException e) {
            // it has ended
        }
        process.close();
    }
}
