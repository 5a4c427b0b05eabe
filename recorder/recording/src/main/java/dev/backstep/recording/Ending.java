package dev.backstep.recording;

/** How the event log of a closed recording ends. The order is part of the recording format. */
public enum Ending {
    /** With EXIT: everything the program did is in it. */
    EXITED,
    /** In the middle: the debuggee was killed, or crashed. */
    KILLED,
    /** With RECORDING_STOPPED: the program went on unrecorded. */
    STOPPED;

    static Ending of(RecordingState stateBeforeClosing) {
        return switch (stateBeforeClosing) {
            case EXITED -> EXITED;
            case STOPPED -> STOPPED;
            case OPEN -> KILLED;
            case CLOSED -> throw new IllegalStateException("the recording is closed already");
        };
    }
}
