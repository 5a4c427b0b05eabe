package dev.backstep.replay.jdi;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.Map;

/** A replaying JVM that is held, with a debugger attached for one look. Closing lets it be held again. */
final class QueriedProgram implements StoppedProgram, AutoCloseable {
    private static final int ATTACH_MILLIS = 20_000;
    private static final int STOP_MILLIS = 20_000;

    private final VirtualMachine vm;
    private final int runningThread;

    /** @throws IOException if it cannot be attached to */
    QueriedProgram(ReplayVm held) throws IOException {
        vm = attach(held.debugPort());
        runningThread = held.arrival().thread();
        try {
            BreakpointRequest stopped = vm.eventRequestManager().createBreakpointRequest(
                    vm.classesByName("java.lang.BackstepSteps").getFirst().methodsByName("stopped").getFirst().location());
            stopped.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            stopped.enable();
            held.enterDebugger();
            awaitStop();
        } catch (RuntimeException e) {
            vm.dispose();
            throw e;
        }
    }

    static VirtualMachine attach(int port) throws IOException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        arguments.get("timeout").setValue(Integer.toString(ATTACH_MILLIS));
        try {
            return connector.attach(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitStop() {
        try {
            for (EventSet events = vm.eventQueue().remove(STOP_MILLIS); events != null; events = vm.eventQueue().remove(STOP_MILLIS)) {
                for (Event event : events) {
                    if (event instanceof BreakpointEvent) {
                        return;
                    }
                }
                events.resume();
            }
            throw new SessionException("The replaying process did not stop for the debugger.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("interrupted");
        }
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
        return runningThread;
    }

    /** It serves no further motion anyway. */
    @Override
    public void divert(Diversion diversion) { }

    @Override
    public void close() {
        vm.dispose();
    }
}
