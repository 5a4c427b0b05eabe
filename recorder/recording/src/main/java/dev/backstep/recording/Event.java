package dev.backstep.recording;

import java.util.List;
import java.util.Map;

/**
 * One recorded nondeterministic fact. Payloads are listed in {@code docs/recording-format.md}; numbers that the log holds as
 * differences are absolute here.
 */
public sealed interface Event {
    /** Where it stands. */
    EventPosition position();

    /** Its kind. */
    EventKind kind();

    /** System properties when recording began. */
    record Properties(EventPosition position, Map<String, String> properties) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.PROPERTIES;
        }
    }

    /** How java found the main class: {@code LauncherHelper}'s mode and its argument. */
    record Launch(EventPosition position, int mode, String what) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.LAUNCH;
        }
    }

    /** A native returned; {@code values} are its result, what it filled in and what it was called with. */
    record Return(EventPosition position, int hook, List<Value> values) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.RETURN;
        }
    }

    /** A native threw. {@code message} may be null. */
    record Throw(EventPosition position, int hook, String className, String message, List<Value> values)
            implements Event {
        @Override
        public EventKind kind() {
            return EventKind.THROW;
        }
    }

    /** The thread entered a native that may block; others run meanwhile. */
    record Block(EventPosition position, int hook) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BLOCK;
        }
    }

    /** The thread became runnable at scheduling decision {@code decision}. */
    record Wake(EventPosition position, long decision, WakeCause cause) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.WAKE;
        }
    }

    /** Why a thread becomes runnable. */
    enum WakeCause { RETURNED, TIMEOUT, PATIENCE, DESTROY, SIGNAL }

    /** {@code System.nanoTime()}. */
    record NanoTime(EventPosition position, long nanos) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.NANO_TIME;
        }
    }

    /** {@code System.currentTimeMillis()}. */
    record CurrentTimeMillis(EventPosition position, long millis) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.CURRENT_TIME_MILLIS;
        }
    }

    /** {@code VM.getNanoTimeAdjustment}. */
    record TimeAdjustment(EventPosition position, long nanos) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.TIME_ADJUSTMENT;
        }
    }

    /** Look number {@code look} at a weak or soft reference was the first to see it cleared. */
    record ReferenceCleared(EventPosition position, long look) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.REFERENCE_CLEARED;
        }
    }

    /** These references were handed to the reference handler. */
    record ReferencesPending(EventPosition position, List<Long> ids) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.REFERENCES_PENDING;
        }
    }

    /** A signal arrived. */
    record Signal(EventPosition position, int number) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SIGNAL;
        }
    }

    /** The sequence of identity hash codes stands at {@code sequence}. */
    record HashAlign(EventPosition position, long sequence) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.HASH_ALIGN;
        }
    }

    /** Something that recording cannot cover was used. */
    record Warning(EventPosition position, String text) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.WARNING;
        }
    }

    /** The program deadlocked; {@code text} names threads and locks. */
    record Deadlock(EventPosition position, String text) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DEADLOCK;
        }
    }

    /** The program ends. */
    record Exit(EventPosition position, long status) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.EXIT;
        }
    }

    /** Recording ended although the program went on. */
    record RecordingStopped(EventPosition position, String reason) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.RECORDING_STOPPED;
        }
    }

    /** A hidden class got this name. */
    record ClassName(EventPosition position, String name) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.CLASS_NAME;
        }
    }

    /** Nanoseconds since recording began. Informative: replay ignores it. */
    record Clock(EventPosition position, long nanos) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.CLOCK;
        }
    }

    /** A thread was started. */
    record ThreadStart(EventPosition position, int child, String name) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.THREAD_START;
        }
    }

    /**
     * An error that the VM threw where stack or heap ended was caught for the first time.
     *
     * @param kind STACK_OVERFLOW or OUT_OF_MEMORY
     * @param decision scheduling decisions before it was thrown
     * @param message null if it had none
     * @param className of the innermost frame of the application; null if that is not known, like what follows
     * @param line -1: not known
     * @param depth number of frames from that one on; 0: not known
     */
    record VmError(EventPosition position, EventKind kind, long decision, String message, String className, String method, long line,
            long depth) implements Event { }

    /**
     * Somebody wanted a checkpoint here.
     *
     * @param kind by the program, or by a command
     * @param label what it is called; may be empty
     */
    record CheckpointWanted(EventPosition position, EventKind kind, String label) implements Event { }

    /** Paranoid mode: digest of the state before the next event. */
    record Digest(EventPosition position, int digest) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DIGEST;
        }
    }
}
