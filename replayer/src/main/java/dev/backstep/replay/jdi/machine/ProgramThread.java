package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import dev.backstep.replay.session.ThreadView;
import java.util.Optional;

/**
 * A thread of the program.
 *
 * @param id as in the event log
 * @param state what it does; never RUNNING here: the session knows who runs next
 * @param waitsFor the lock it waits for
 */
public record ProgramThread(int id, ThreadReference reference, ThreadView.State state, Optional<ObjectReference> waitsFor) { }
