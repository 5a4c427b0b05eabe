package dev.backstep.replay.jdi;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import dev.backstep.replay.jdi.debuggee.Stop;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An ordinary JVM with the debug agent, stopped at {@link Stop#here}. */
final class LiveProgram implements StoppedProgram, AutoCloseable {
    private final Process process;
    private final VirtualMachine vm;
    private final List<Diversion> diversions = new ArrayList<>();
    private ThreadReference running;
    private long generation;

    private LiveProgram(Process process, VirtualMachine vm) {
        this.process = process;
        this.vm = vm;
    }

    static LiveProgram start(Class<?> main) throws Exception {
        return start(Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()), main.getName());
    }

    /** Started and stopped for the first time. */
    static LiveProgram start(Path classes, String main, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes.toString(), main));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        Thread.ofVirtual().start(() -> output.lines().forEach(text -> { }));
        LiveProgram program = new LiveProgram(process, attach(line.substring(line.lastIndexOf(' ') + 1)));
        ClassPrepareRequest prepare = program.vm.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(Stop.class.getName());
        prepare.enable();
        program.awaitStop();
        return program;
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return connector.attach(arguments);
    }

    /** Runs to the next stop. */
    void next() throws InterruptedException {
        generation++;
        vm.resume();
        awaitStop();
    }

    private void awaitStop() throws InterruptedException {
        for (;;) {
            EventSet events = vm.eventQueue().remove(20_000);
            if (events == null) {
                throw new IllegalStateException("the program did not stop");
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    breakpoint(prepared.referenceType());
                } else if (event instanceof BreakpointEvent stopped) {
                    running = stopped.thread();
                    return;
                }
            }
            events.resume();
        }
    }

    private void breakpoint(ReferenceType stop) {
        BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(stop.methodsByName("here").getFirst().location());
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public VirtualMachine machine() {
        return vm;
    }

    @Override
    public int runningThread() {
        return (int) running.uniqueID();
    }

    @Override
    public void divert(Diversion diversion) {
        diversions.add(diversion);
    }

    /** Why the timeline was left since this was asked last. */
    List<Diversion> takeDiversions() {
        List<Diversion> taken = List.copyOf(diversions);
        diversions.clear();
        return taken;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
    }
}
