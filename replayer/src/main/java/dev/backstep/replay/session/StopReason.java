package dev.backstep.replay.session;

/** Why a motion ended. */
public enum StopReason {
    /** The first line of the recording. */
    START,
    /** Nothing is left to replay: the program ended, was killed, or the recording stops. */
    END,
    STEP, BREAKPOINT, EXCEPTION, WATCHPOINT, SEEK, PAUSE,
    /** An evaluation or assignment left the recorded timeline, or the session came back to it. */
    DIVERSION
}
