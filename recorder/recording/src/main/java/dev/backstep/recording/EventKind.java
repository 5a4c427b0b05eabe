package dev.backstep.recording;

import java.util.Optional;

/** The kinds of events, by the names that users see. */
public enum EventKind {
    PROPERTIES(EventCodes.PROPERTIES),
    LAUNCH(EventCodes.LAUNCH),
    RETURN(EventCodes.RETURN),
    THROW(EventCodes.THROW),
    BLOCK(EventCodes.BLOCK),
    WAKE(EventCodes.WAKE),
    NANO_TIME(EventCodes.NANO_TIME),
    CURRENT_TIME_MILLIS(EventCodes.CURRENT_TIME_MILLIS),
    TIME_ADJUSTMENT(EventCodes.TIME_ADJUSTMENT),
    REFERENCE_CLEARED(EventCodes.REFERENCE_CLEARED),
    REFERENCES_PENDING(EventCodes.REFERENCES_PENDING),
    SIGNAL(EventCodes.SIGNAL),
    HASH_ALIGN(EventCodes.HASH_ALIGN),
    WARNING(EventCodes.WARNING),
    DEADLOCK(EventCodes.DEADLOCK),
    EXIT(EventCodes.EXIT),
    RECORDING_STOPPED(EventCodes.RECORDING_STOPPED),
    CLASS_NAME(EventCodes.CLASS_NAME),
    CLOCK(EventCodes.CLOCK),
    THREAD_START(EventCodes.THREAD_START),
    DIGEST(EventCodes.DIGEST),
    STACK_OVERFLOW(EventCodes.STACK_OVERFLOW),
    CHECKPOINT_ASKED(EventCodes.CHECKPOINT_ASKED),
    CHECKPOINT_COMMANDED(EventCodes.CHECKPOINT_COMMANDED),
    OUT_OF_MEMORY(EventCodes.OUT_OF_MEMORY);

    private static final EventKind[] BY_CODE = new EventKind[EventCodes.KIND_MASK + 1];

    static {
        for (EventKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    EventKind(int code) {
        this.code = code;
    }

    /** The number in the log, see {@link EventCodes}. */
    public int code() {
        return code;
    }

    /** The kind of a number; empty for a number that no kind has. */
    public static Optional<EventKind> of(int code) {
        return code < 0 || code >= BY_CODE.length ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
    }
}
