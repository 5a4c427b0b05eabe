package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.jdi.machine.StoppedProgram.Diversion;
import dev.backstep.replay.session.SessionException;
import java.time.Duration;

/** The attached JVM at one stop. Good until the next motion. Not thread-safe: inspection lets one in at a time. */
public final class Machine {
    private final StoppedProgram program;
    private final VirtualMachine vm;
    private final Classes classes;
    private final Invoker invoker;
    private final ThreadTable threads;
    private final Stacks stacks;
    private boolean diverted;

    /** @param longestEvaluation after which a method that was called is made to return */
    public Machine(StoppedProgram program, ClassCatalog catalog, Duration longestEvaluation) {
        this.program = program;
        this.vm = program.machine();
        this.classes = new Classes(this, catalog);
        this.invoker = new Invoker(this, longestEvaluation);
        this.threads = ThreadTable.of(vm);
        this.stacks = new Stacks(invoker);
    }

    public VirtualMachine vm() {
        return vm;
    }

    public Classes classes() {
        return classes;
    }

    public Invoker invoker() {
        return invoker;
    }

    public ThreadTable threads() {
        return threads;
    }

    public Stacks stacks() {
        return stacks;
    }

    public int runningThreadId() {
        return program.runningThread();
    }

    /** @throws SessionException if there is no such thread */
    public ThreadReference thread(int id) {
        return threads.find(id).orElseThrow(() -> new SessionException("There is no thread " + id + " here.")).reference();
    }

    ThreadReference runningThread() {
        return thread(program.runningThread());
    }

    // ------------------------------------------------------------------------------------------------ leaving the timeline

    void divert() {
        if (!diverted) {
            program.divert(Diversion.EVALUATION);
            diverted = true;
        }
    }

    /** Before the user's change of a variable. */
    public void change() {
        program.divert(Diversion.CHANGE);
        diverted = true;
    }

    // ------------------------------------------------------------------------------------------------ objects of ours

    /** A string in the program. Makes an object, but runs nothing. */
    public StringReference string(String text) {
        StringReference string = vm.mirrorOf(text);
        keep(string);
        return string;
    }

    /** Keeps an object to which only we refer from the collector. For good: the process does not outlive the stop. */
    public void keep(Value value) {
        if (value instanceof ObjectReference object) {
            object.disableCollection();
        }
    }
}
