package dev.backstep.replay.jdi;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.travel.SessionHost;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.Map;

/**
 * The process of a session at which inspection looks. Attaches when something is asked first, on the loopback interface, and
 * detaches when the session moves.
 */
final class AttachedReplay implements StoppedProgram {
    private static final long MILLIS_TO_STOP = 20_000;

    private final SessionHost host;
    private VirtualMachine vm;      // null while detached
    private ReplayVm process;
    private boolean stands;
    private long generation;

    AttachedReplay(SessionHost host) {
        this.host = host;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public int runningThread() {
        return host.arrival().thread();
    }

    @Override
    public VirtualMachine machine() {
        if (vm == null) {
            process = host.inspected();
            try {
                vm = attach(process.debugPort());
                stopInDebugger();
            } catch (IOException | IllegalConnectorArgumentsException e) {
                leave();
                throw new SessionException("The replaying process cannot be inspected: " + e.getMessage() + ".", e);
            } catch (RuntimeException e) {
                leave();
                throw e;
            }
        } else if (!stands) {
            stopInDebugger();
        }
        return vm;
    }

    private static VirtualMachine attach(int port) throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach")).findFirst()
                .orElseThrow(() -> new SessionException("Inspection needs a JDK with the module jdk.jdi to run Backstep on."));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return connector.attach(arguments);
    }

    /** The held thread passes through a method at which it is stopped by an event: only then can it run methods for us. */
    private void stopInDebugger() {
        Location stopped = type("java.lang.BackstepSteps").methodsByName("stopped").getFirst().location();
        BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(stopped);
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
        process.enterDebugger();
        try {
            for (;;) {
                EventSet events = vm.eventQueue().remove(MILLIS_TO_STOP);
                if (events == null) {
                    throw new SessionException("The replaying process did not stop for inspection; move the session and try again.");
                }
                if (events.stream().anyMatch(BreakpointEvent.class::isInstance)) {
                    vm.eventRequestManager().deleteEventRequest(request);
                    stands = true;
                    return;
                }
                events.resume();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("Inspection was interrupted.", e);
        }
    }

    private ClassType type(String name) {
        return (ClassType) vm.classesByName(name).getFirst();
    }

    /** The runtime leaves the timeline by itself when a debugger enters; a change is the session's to show. */
    @Override
    public void divert(Diversion diversion) {
        if (diversion == Diversion.CHANGE) {
            host.diverted();
        }
    }

    /** What was read is stale; the process goes back to where it is held, and waits there for its next run. */
    void letGo() {
        generation++;
        if (vm != null && stands) {
            stands = false;
            try {
                vm.resume();
                process.awaitReturn();
            } catch (IOException | VMDisconnectedException e) {
                throw new SessionException("The program that was changed has ended: " + e.getMessage() + ".", e);
            }
        }
    }

    /** The session moves: what was read is stale, the process is on its own again. */
    void leave() {
        generation++;
        if (vm != null) {
            try {
                vm.dispose();
            } catch (VMDisconnectedException e) {
                // it has ended, so there is nothing to detach from
            }
            vm = null;
            stands = false;
        }
    }
}
