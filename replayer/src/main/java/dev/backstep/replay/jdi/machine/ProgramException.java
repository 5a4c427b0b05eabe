package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import dev.backstep.replay.session.SessionException;

/** A method of the program, run by us, threw an exception. */
public final class ProgramException extends SessionException {
    private static final long serialVersionUID = 1;

    private final transient ObjectReference exception;

    ProgramException(ObjectReference exception) {
        super("It threw " + describe(exception) + ".");
        this.exception = exception;
    }

    public ObjectReference exception() {
        return exception;
    }

    private static String describe(ObjectReference exception) {
        String name = exception.referenceType().name();
        return Fields.read(exception, "detailMessage") instanceof StringReference message ? name + ": " + message.value() : name;
    }
}
