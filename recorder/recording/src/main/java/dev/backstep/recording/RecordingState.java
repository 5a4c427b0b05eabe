package dev.backstep.recording;

import java.util.Optional;

/**
 * The state field of the header.
 *
 * <pre>
 * OPEN ──EXIT written──► EXITED ──┐
 *  │ └──recording failed─► STOPPED ┤ launcher closes
 *  └──debuggee killed──────────────┴──────────► CLOSED
 * </pre>
 */
public enum RecordingState {
    /** The debuggee runs, or it was killed and nobody closed the recording. */
    OPEN(RecordingLayout.STATE_OPEN),
    /** The trailer is there and all checksums hold. */
    CLOSED(RecordingLayout.STATE_CLOSED),
    /** The debuggee wrote EXIT; not closed yet. */
    EXITED(RecordingLayout.STATE_EXITED),
    /** Recording ended before the program did; not closed yet. */
    STOPPED(RecordingLayout.STATE_STOPPED);

    private final int code;

    RecordingState(int code) {
        this.code = code;
    }

    /** The number in the header. */
    public int code() {
        return code;
    }

    /** The state of a number in the header; empty for a number that no state has. */
    public static Optional<RecordingState> of(int code) {
        for (RecordingState state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
