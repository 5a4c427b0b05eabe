package dev.backstep.recording;

/**
 * Offsets and constants of the recording file; the layout is drawn in {@code docs/recording-format.md}.
 *
 * <p>All members are compile-time constants, so the runtime inside the debuggee uses them without depending on this
 * class when it runs.
 */
public final class RecordingLayout {
    /** ASCII {@code BACKSTEP}, read as a little-endian long. */
    public static final long MAGIC = 0x5045_5453_4b43_4142L;
    public static final int FORMAT_VERSION = 2;
    public static final int HEADER_LENGTH_BYTES = 4096;

    public static final int MAGIC_OFFSET = 0;
    public static final int FORMAT_VERSION_OFFSET = 8;
    public static final int STATE_OFFSET = 12;
    public static final int METADATA_LENGTH_OFFSET = 16;
    public static final int LOG_OFFSET_OFFSET = 24;
    public static final int SEED_OFFSET = 32;
    public static final int MEAN_SLICE_TICKS_OFFSET = 40;
    public static final int SCHEDULE_FLAGS_OFFSET = 44;
    public static final int STATIC_CRC_OFFSET = 56;

    public static final int COMMITTED_LENGTH_OFFSET = 64;
    public static final int EVENT_COUNT_OFFSET = 72;
    public static final int TICK_COUNT_OFFSET = 80;
    public static final int DECISION_COUNT_OFFSET = 88;
    public static final int NOTE_COUNT_OFFSET = 96;
    public static final int LAST_ERROR_OFFSET = 112;

    /** How often somebody wanted a checkpoint; raised by other processes after they have written the label. */
    public static final int WISH_COUNT_OFFSET = 104;

    public static final int TRAILER_OFFSET_OFFSET = 128;
    public static final int TRAILER_LENGTH_OFFSET = 136;
    public static final int CLOSED_CRC_OFFSET = 144;

    /** Its label: length in chars (4), then up to 200 chars (2 each). The debuggee takes it out. */
    public static final int WISH_LABEL_OFFSET = 1024;
    public static final int MOST_WISH_CHARS = 200;
    static final int WISH_LABEL_BYTES = 4 + 2 * MOST_WISH_CHARS;

    /** Two places for a LogStart. */
    static final int[] START_SLOT_OFFSETS = {2048, 2304};

    /** Values of the state field. */
    public static final int STATE_OPEN = 0;
    public static final int STATE_CLOSED = 1;
    public static final int STATE_EXITED = 2;
    public static final int STATE_STOPPED = 3;

    /** Bits of the schedule flags. */
    public static final int SCHEDULE_CHAOS = 1;
    public static final int SCHEDULE_PARANOID = 2;

    private RecordingLayout() { }
}
