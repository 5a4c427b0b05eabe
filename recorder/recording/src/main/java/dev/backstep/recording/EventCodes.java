package dev.backstep.recording;

/**
 * Codes of event kinds and value tags in the event log; payloads are listed in {@code docs/recording-format.md}.
 * Compile-time constants, shared with the runtime inside the debuggee.
 */
public final class EventCodes {
    public static final int PROPERTIES = 1;
    public static final int LAUNCH = 2;
    public static final int RETURN = 3;
    public static final int THROW = 4;
    public static final int BLOCK = 5;
    public static final int WAKE = 6;
    public static final int NANO_TIME = 7;
    public static final int CURRENT_TIME_MILLIS = 8;
    public static final int TIME_ADJUSTMENT = 9;
    public static final int REFERENCE_CLEARED = 10;
    public static final int REFERENCES_PENDING = 11;
    public static final int SIGNAL = 12;
    public static final int HASH_ALIGN = 13;
    public static final int WARNING = 14;
    public static final int DEADLOCK = 15;
    public static final int EXIT = 16;
    public static final int RECORDING_STOPPED = 17;
    public static final int CLASS_NAME = 18;
    public static final int CLOCK = 19;
    public static final int THREAD_START = 20;
    public static final int DIGEST = 21;
    public static final int STACK_OVERFLOW = 22;
    public static final int CHECKPOINT_ASKED = 23;
    public static final int CHECKPOINT_COMMANDED = 24;
    public static final int OUT_OF_MEMORY = 25;

    /** Low bits of the first byte of an event. */
    public static final int KIND_MASK = 0x3f;
    /** Set in the first byte when a thread id follows. */
    public static final int THREAD_FOLLOWS = 0x80;

    public static final int MAIN_THREAD = 0;
    public static final int DESTROY_THREAD = 1_000_000;
    /** No thread: it wakes when static initialisers have kept the others waiting for too long. */
    public static final int INITIALIZERS_THREAD = 1_000_002;

    /** Causes of a WAKE. */
    public static final int CAUSE_RETURNED = 0;
    public static final int CAUSE_TIMEOUT = 1;
    public static final int CAUSE_PATIENCE = 2;
    public static final int CAUSE_DESTROY = 3;
    /** Plus the number of the signal. */
    public static final int CAUSE_SIGNAL = 16;

    public static final int TAG_END = 0;
    public static final int TAG_NULL = 1;
    public static final int TAG_NUMBER = 2;
    public static final int TAG_BYTES = 3;
    public static final int TAG_LATIN1 = 4;
    public static final int TAG_UTF16 = 5;
    public static final int TAG_OBJECT_ARRAY = 6;
    public static final int TAG_LONG_ARRAY = 7;
    public static final int TAG_INT_ARRAY = 8;
    public static final int TAG_OBJECT = 9;
    public static final int TAG_CHECK = 10;
    public static final int TAG_ARGUMENT = 11;
    public static final int TAG_SEEN = 12;
    public static final int TAG_ENUM = 13;

    private EventCodes() { }
}
