package dev.backstep.replay.query;

import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.List;

/** What queries need of a debugger. All throw {@link dev.backstep.replay.session.SessionException} with a sentence for the user. */
public interface QueryDebugger {
    /** Which variable of the session's present stop is meant. @see dev.backstep.replay.session.VariableView#container */
    VariableKey variable(long container, String name);

    /** Shows an object to the runtime of a process that was asked for writes; it tells its answer then. The process is of no use afterwards. */
    void show(ReplayVm held, VariableKey.Owner object) throws IOException;

    /** Shows the class of a static field and what it holds, likewise. */
    void show(ReplayVm held, VariableKey.StaticField field) throws IOException;

    /** Values, in the innermost frame of application code of the running thread. The process is of no use afterwards. */
    List<String> evaluate(ReplayVm held, List<String> expressions) throws IOException;
}
