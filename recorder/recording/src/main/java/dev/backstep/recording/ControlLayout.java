package dev.backstep.recording;

/**
 * The control block: memory shared by a replaying JVM and the process that steers it. It is a sparse file in the replay's
 * private folder, mapped by both. All but requests is written by one side while the other waits, so there are no locks.
 *
 * <pre>
 *      0  MAGIC                                                       8
 *     64  conditions      controller writes, debuggee reads at each step
 *    128  request         controller writes: command, then the number of the request
 *    192  state           debuggee writes: state and reason, then the number of the request it answers
 *    256  position        debuggee writes; valid while it is held
 *   4096  NAMES           controller writes: classes of interest      length in chars (4), then chars (2 each)
 *  64 Ki  THREADS         debuggee writes; valid while it is held     one row for each live thread
 *   1 Mi  FLAGS           controller writes                           one byte for each site: nothing, stop or record
 *  14 Mi  HITS            debuggee writes; controller empties         sites to be recorded that were stepped on
 *  16 Mi  SITES           debuggee appends                            up to SITES_LENGTH
 * </pre>
 *
 * <p>A <b>site</b> is a place in application code where a step can be taken. Sites are numbered in the order in which classes
 * are defined, which is the same in each replay of a recording. SITES has a record for each class:
 *
 * <pre>
 * class  := first site (4)  method count (4)  name  source file (empty if unknown)  method*
 * method := name  descriptor  access flags (4)  site count (4)  line (4)*             line 0: entry of a method without lines
 * string := length in chars (4)  chars (2 each)
 * </pre>
 *
 * <p>Numbers have the byte order of the machine. Compile-time constants only, so that the runtime does not need this class
 * when it runs.
 */
public final class ControlLayout {
    /** ASCII {@code BSCNTRL1}, read as a little-endian long. */
    public static final long MAGIC = 0x314c_5254_4e43_5342L;

    public static final int MAGIC_OFFSET = 0;

    /** Steps from this number on are compared with the conditions; those before only with the flags. */
    public static final int WATCH_FROM_OFFSET = 64;
    /** Stops at the first step whose number is not below this. */
    public static final int STOP_STEP_OFFSET = 72;
    /** Stops at the first step at or after this many ticks. */
    public static final int STOP_TICK_OFFSET = 80;
    /** Stops at the first step after this many events of the log. */
    public static final int STOP_EVENT_OFFSET = 88;
    /** Stops at the next step of this thread in a frame not deeper than the depth, calls passed over; -1 for none. */
    public static final int STOP_THREAD_OFFSET = 96;
    /** {@link #ANY_DEPTH}: calls are entered. {@link #NEXT_CALL} and above. */
    public static final int STOP_DEPTH_OFFSET = 100;
    /** Not 0: stops at the next step. */
    public static final int PAUSE_OFFSET = 104;
    /** Not 0: what the program prints is really printed. */
    public static final int ECHO_OFFSET = 108;

    /** Recorded time, in nanoseconds since recording began, from which {@link #OCCASION_CLOCK} is met. */
    public static final int OCCASION_CLOCK_OFFSET = 112;
    /** Which occasions end the run at the next step: a sum of bits. */
    public static final int OCCASIONS_OFFSET = 120;
    /** Not 0: the recording is being written, so at the end of the log there is more to wait for. */
    public static final int FOLLOW_OFFSET = 124;

    public static final int REQUEST_OFFSET = 128;
    public static final int COMMAND_OFFSET = 132;
    /** Ticks from which {@link #OCCASION_TICKS} is met, at the end of a time slice. Controller writes. */
    public static final int OCCASION_TICK_OFFSET = 136;
    /** Recorded time before which natives and writes are no occasions. Controller writes. */
    public static final int QUIET_UNTIL_OFFSET = 144;

    public static final int ANSWERED_OFFSET = 192;
    public static final int STATE_OFFSET = 196;
    public static final int REASON_OFFSET = 200;

    /** Number of the step that comes next, from 0; of all steps, at the end. */
    public static final int STEP_OFFSET = 256;
    public static final int TICK_OFFSET = 264;
    public static final int EVENT_OFFSET = 272;
    public static final int THREAD_OFFSET = 280;
    /** -1 at the end. */
    public static final int SITE_OFFSET = 284;
    public static final int THREAD_COUNT_OFFSET = 288;
    public static final int SITE_COUNT_OFFSET = 292;
    /** Rows in HITS; set to 0 by the controller when it has read them. */
    public static final int HIT_COUNT_OFFSET = 304;
    /** Steps so far, told now and then while it runs. */
    public static final int PROGRESS_OFFSET = 312;
    /** Length of the whole records in SITES, in bytes. */
    public static final int SITES_LENGTH_OFFSET = 296;
    /** Occasions met since it was held before: a sum of bits. */
    public static final int MET_OFFSET = 320;
    /** Recorded time, in nanoseconds since recording began. */
    public static final int CLOCK_OFFSET = 328;
    /** Where in the file of the recording the next event begins. */
    public static final int LOG_POSITION_OFFSET = 336;
    /** Events so far, told now and then while it runs. */
    public static final int PROGRESS_EVENT_OFFSET = 344;
    /** What the program, or who asked from outside, calls the place: length in chars (4), then chars (2 each). */
    public static final int LABEL_OFFSET = 352;
    public static final int MOST_LABEL_CHARS = 200;

    /** How many steps are to come at sites with the same flag until one ends the run; 8 bytes each, set by the controller. */
    public static final int COUNTS_OFFSET = 768;
    public static final int MOST_COUNTS = 32;

    /** Hooks of natives that are {@link #OCCASION_NATIVE}; controller writes: one byte each, not 0 for those. */
    public static final int HOOKS_OFFSET = 1024;
    public static final int MOST_HOOKS = 3072;

    /** Names of classes or source files, each between line ends: {@code \na.b.Outer\nFoo.java\n}. Defining one of them stops. */
    public static final int NAMES_OFFSET = 4096;
    public static final int MOST_NAME_CHARS = (60 << 10) / 2 - 2;

    public static final int THREADS_OFFSET = 64 << 10;
    public static final int THREAD_ROW_BYTES = 72;
    public static final int MOST_THREADS = (960 << 10) / THREAD_ROW_BYTES;
    /** Fields of a row: our id, status as in the runtime's BackstepThread, number of frames of application code. */
    public static final int ROW_ID = 0;
    public static final int ROW_STATUS = 4;
    public static final int ROW_DEPTH = 8;
    /** Site of the last step in the innermost frame, -1 for none. */
    public static final int ROW_SITE = 12;
    /** {@code Thread.threadId()}. */
    public static final int ROW_JAVA_ID = 16;
    /** Steps, -1 for none: the last and the one before in the innermost frame, the last in its caller. */
    public static final int ROW_LAST_IN_FRAME = 24;
    public static final int ROW_BEFORE_IN_FRAME = 32;
    public static final int ROW_CALL = 40;
    /** Steps, -1 for none: the last and the one before of the thread, and the one of another thread that started it. */
    public static final int ROW_LAST = 48;
    public static final int ROW_BEFORE = 56;
    public static final int ROW_STARTED = 64;

    public static final int FLAGS_OFFSET = 1 << 20;
    public static final int MOST_SITES = 13 << 20;
    /** The step ends the run. */
    public static final int FLAG_STOP = 1;
    /** The step gets a row in HITS. */
    public static final int FLAG_RECORD = 2;
    /** And above: the step counts one down in COUNTS, in the row that the rest is the number of; it ends the run where that comes to 0. */
    public static final int FLAG_COUNT = 16;

    public static final int HITS_OFFSET = 14 << 20;
    public static final int HIT_ROW_BYTES = 16;
    public static final int MOST_HITS = (2 << 20) / HIT_ROW_BYTES;
    /** Fields of a row: number of the step (8), site (4), thread (4). */
    public static final int HIT_STEP = 0;
    public static final int HIT_SITE = 8;
    public static final int HIT_THREAD = 12;
    public static final int SITES_OFFSET = 16 << 20;
    public static final int LENGTH_BYTES = 512 << 20;

    public static final int ANY_DEPTH = Integer.MAX_VALUE;
    /** Added to a depth: the next frame of that depth ends the motion, or the next step of a frame that is not so deep. */
    public static final int NEXT_CALL = 1 << 30;

    /** Values of the state. */
    public static final int STATE_STARTING = 0;
    public static final int STATE_RUNNING = 1;
    /** Waits in the runtime; nothing moves. */
    public static final int STATE_HELD = 2;
    /** Passes through {@code BackstepSteps.stopped()}, where a debugger catches it. */
    public static final int STATE_DEBUGGED = 3;

    /** Commands. */
    public static final int COMMAND_GO = 1;
    public static final int COMMAND_DEBUG = 2;
    /** Wakes the debug agent, which then listens. */
    public static final int COMMAND_LISTEN = 3;
    /** The program runs on by itself, not as recorded. */
    public static final int COMMAND_LIVE = 4;
    /** Begins the survey that it was prepared for; stays held. */
    public static final int COMMAND_SURVEY = 5;
    /** Wakes the debug agent, too, but the replay can go on for a short way: until an identity hash differs because of the agent. */
    public static final int COMMAND_WATCH = 6;

    /** Why it is held. */
    public static final int REASON_NONE = 0;
    public static final int REASON_FLAG = 1;
    public static final int REASON_STEP = 2;
    public static final int REASON_THREAD = 3;
    public static final int REASON_TICK = 4;
    public static final int REASON_EVENT = 5;
    public static final int REASON_PAUSE = 6;
    /** A class of interest was defined, in the middle of a line. */
    public static final int REASON_CLASS = 7;
    /** Nothing is left to replay. */
    public static final int REASON_END = 8;
    /** A debugger has let it go on from {@code stopped()}. */
    public static final int REASON_RETURNED = 9;
    /** HITS is full. */
    public static final int REASON_HITS = 10;
    /** An occasion was met. */
    public static final int REASON_OCCASION = 11;
    /** The program runs by itself, and nobody can go on. */
    public static final int REASON_STUCK = 12;

    /** Occasions. */
    public static final int OCCASION_CLOCK = 1;
    public static final int OCCASION_TICKS = 2;
    /** A native of those in HOOKS came back. */
    public static final int OCCASION_NATIVE = 4;
    /** The field that the replay was asked to watch was written. */
    public static final int OCCASION_WRITE = 8;
    /** The program asked for a checkpoint. */
    public static final int OCCASION_ASKED = 16;
    /** Somebody asked for a checkpoint while the program was recorded. */
    public static final int OCCASION_COMMAND = 32;

    private ControlLayout() { }
}
