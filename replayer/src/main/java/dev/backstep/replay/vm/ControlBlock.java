package dev.backstep.replay.vm;

import dev.backstep.recording.ControlLayout;
import dev.backstep.replay.vm.Arrival.Reason;
import dev.backstep.replay.vm.Arrival.ThreadRow;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Our side of the memory shared with a replaying JVM, see {@link ControlLayout}. Not thread-safe but for {@link #pause}. */
final class ControlBlock implements AutoCloseable {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private Set<Integer> flagged = Set.of();
    private int request;

    private ControlBlock(FileChannel channel) throws IOException {
        memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, ControlLayout.LENGTH_BYTES, arena);
    }

    /** @param file must not exist yet; ours alone */
    static ControlBlock create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ControlBlock block = new ControlBlock(channel);
            block.memory.set(ValueLayout.JAVA_LONG, ControlLayout.MAGIC_OFFSET, ControlLayout.MAGIC);
            return block;
        }
    }

    /**
     * The block of a JVM that is held.
     *
     * @param flagged sites that have a flag in there
     */
    static ControlBlock open(Path file, Set<Integer> flagged) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ControlBlock block = new ControlBlock(channel);
            block.flagged = flagged;
            block.request = block.getInt(ControlLayout.ANSWERED_OFFSET);
            return block;
        }
    }

    Set<Integer> flagged() {
        return flagged;
    }

    /** What the next run ends at. Only while the JVM is held, or before it starts. */
    void set(Goal goal) {
        flag(flagged, 0);
        flag(goal.recorded(), ControlLayout.FLAG_RECORD);
        flagged = new HashSet<>(goal.sites());
        for (int row = 0; row < goal.counted().size(); row++) {
            Goal.Counted counted = goal.counted().get(row);
            flag(counted.sites(), ControlLayout.FLAG_COUNT + row);
            put(ControlLayout.COUNTS_OFFSET + 8 * row, counted.left());
            flagged.addAll(counted.sites());
        }
        flag(goal.sites(), ControlLayout.FLAG_STOP);
        flagged.addAll(goal.recorded());
        put(ControlLayout.STOP_STEP_OFFSET, goal.step());
        put(ControlLayout.STOP_TICK_OFFSET, goal.tick());
        put(ControlLayout.STOP_EVENT_OFFSET, goal.event());
        put(ControlLayout.STOP_THREAD_OFFSET, goal.thread());
        put(ControlLayout.STOP_DEPTH_OFFSET, goal.depth());
        putNames(goal.names());
        put(ControlLayout.WATCH_FROM_OFFSET, getInt(ControlLayout.PAUSE_OFFSET) != 0 ? 0 : goal.watchedFrom());
    }

    private void flag(Set<Integer> sites, int flag) {
        for (int site : sites) {
            memory.set(ValueLayout.JAVA_BYTE, (long) ControlLayout.FLAGS_OFFSET + site, (byte) flag);
        }
    }

    /** What is left to be counted of a goal that was set. */
    List<Goal.Counted> counts(Goal goal) {
        List<Goal.Counted> left = new ArrayList<>();
        for (int row = 0; row < goal.counted().size(); row++) {
            Goal.Counted counted = goal.counted().get(row);
            left.add(new Goal.Counted(counted.id(), counted.sites(), getLong(ControlLayout.COUNTS_OFFSET + 8 * row)));
        }
        return left;
    }

    /** What is left of a goal's depth: it shrinks with the frames that the motion began in. */
    int stopDepth() {
        return getInt(ControlLayout.STOP_DEPTH_OFFSET);
    }

    /** Steps so far, while it runs: not quite up to date. */
    long progress() {
        return (long) LONG.getVolatile(memory, (long) ControlLayout.PROGRESS_OFFSET);
    }

    /** Takes what was recorded. While it is held. */
    List<Hit> takeHits() {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < getInt(ControlLayout.HIT_COUNT_OFFSET); i++) {
            long row = ControlLayout.HITS_OFFSET + (long) i * ControlLayout.HIT_ROW_BYTES;
            hits.add(new Hit(getLong(row + ControlLayout.HIT_STEP), getInt(row + ControlLayout.HIT_SITE), getInt(row + ControlLayout.HIT_THREAD)));
        }
        put(ControlLayout.HIT_COUNT_OFFSET, 0);
        return hits;
    }

    private void putNames(Set<String> names) {
        String text = names.isEmpty() ? "" : "\n" + String.join("\n", names) + "\n";
        if (text.length() > ControlLayout.MOST_NAME_CHARS) {
            throw new IllegalArgumentException("too many names of classes with breakpoints");
        }
        for (int i = 0; i < text.length(); i++) {
            memory.set(ValueLayout.JAVA_CHAR, ControlLayout.NAMES_OFFSET + 4 + 2L * i, text.charAt(i));
        }
        put(ControlLayout.NAMES_OFFSET, text.length());
    }

    /** The recording is being written; or it is not any more. Any thread. */
    void follow(boolean follows) {
        INT.setVolatile(memory, (long) ControlLayout.FOLLOW_OFFSET, follows ? 1 : 0);
    }

    /** Occasions that end the next runs. Only while the JVM is held, or before it starts. */
    void set(Occasions occasions) {
        put(ControlLayout.OCCASION_CLOCK_OFFSET, occasions.clockNanos());
        put(ControlLayout.OCCASION_TICK_OFFSET, occasions.tick());
        put(ControlLayout.QUIET_UNTIL_OFFSET, occasions.quietUntilNanos());
        put(ControlLayout.OCCASIONS_OFFSET, Occasion.bits(occasions.wanted()));
        for (int i = 0; i < ControlLayout.MOST_HOOKS; i++) {
            memory.set(ValueLayout.JAVA_BYTE, (long) ControlLayout.HOOKS_OFFSET + i, (byte) (occasions.hooks().contains(i) ? 1 : 0));
        }
    }

    /** While it is held. */
    Progress place() {
        char[] label = new char[getInt(ControlLayout.LABEL_OFFSET)];
        for (int i = 0; i < label.length; i++) {
            label[i] = memory.get(ValueLayout.JAVA_CHAR, ControlLayout.LABEL_OFFSET + 4 + 2L * i);
        }
        return new Progress(getLong(ControlLayout.CLOCK_OFFSET), getLong(ControlLayout.LOG_POSITION_OFFSET),
                Occasion.of(getInt(ControlLayout.MET_OFFSET)), new String(label));
    }

    /** Events so far, while it runs: not quite up to date. */
    long progressEvents() {
        return (long) LONG.getVolatile(memory, (long) ControlLayout.PROGRESS_EVENT_OFFSET);
    }

    void echo() {
        put(ControlLayout.ECHO_OFFSET, 1);
    }

    void request(int command) {
        put(ControlLayout.COMMAND_OFFSET, command);
        INT.setVolatile(memory, (long) ControlLayout.REQUEST_OFFSET, ++request);
    }

    /** Whether the last request has been carried out, and the JVM waits for another. */
    boolean isHeld() {
        return (int) INT.getVolatile(memory, (long) ControlLayout.ANSWERED_OFFSET) == request
                && getInt(ControlLayout.STATE_OFFSET) == ControlLayout.STATE_HELD;
    }

    /** The next step ends the run. Any thread. */
    void pause() {
        INT.setVolatile(memory, (long) ControlLayout.PAUSE_OFFSET, 1);
        LONG.setVolatile(memory, (long) ControlLayout.WATCH_FROM_OFFSET, 0L);
    }

    void endPause() {
        put(ControlLayout.PAUSE_OFFSET, 0);
    }

    /** While it is held. */
    Arrival arrival() {
        List<ThreadRow> threads = new ArrayList<>();
        for (int i = 0; i < getInt(ControlLayout.THREAD_COUNT_OFFSET); i++) {
            threads.add(row(ControlLayout.THREADS_OFFSET + (long) i * ControlLayout.THREAD_ROW_BYTES));
        }
        return new Arrival(Reason.values()[getInt(ControlLayout.REASON_OFFSET)], getLong(ControlLayout.STEP_OFFSET),
                getLong(ControlLayout.TICK_OFFSET), getLong(ControlLayout.EVENT_OFFSET), getInt(ControlLayout.THREAD_OFFSET),
                getInt(ControlLayout.SITE_OFFSET), threads);
    }

    private ThreadRow row(long row) {
        return new ThreadRow(getInt(row + ControlLayout.ROW_ID), getInt(row + ControlLayout.ROW_STATUS), getInt(row + ControlLayout.ROW_DEPTH),
                getInt(row + ControlLayout.ROW_SITE), getLong(row + ControlLayout.ROW_JAVA_ID), getLong(row + ControlLayout.ROW_LAST_IN_FRAME),
                getLong(row + ControlLayout.ROW_BEFORE_IN_FRAME), getLong(row + ControlLayout.ROW_CALL), getLong(row + ControlLayout.ROW_LAST),
                getLong(row + ControlLayout.ROW_BEFORE), getLong(row + ControlLayout.ROW_STARTED));
    }

    /** The records of SITES from an offset on. */
    MemorySegment sites(long from) {
        long length = (long) LONG.getVolatile(memory, (long) ControlLayout.SITES_LENGTH_OFFSET);
        return memory.asSlice(ControlLayout.SITES_OFFSET + from, Math.max(0, length - from));
    }

    private int getInt(long offset) {
        return memory.get(ValueLayout.JAVA_INT, offset);
    }

    private long getLong(long offset) {
        return memory.get(ValueLayout.JAVA_LONG, offset);
    }

    private void put(long offset, int value) {
        memory.set(ValueLayout.JAVA_INT, offset, value);
    }

    private void put(long offset, long value) {
        memory.set(ValueLayout.JAVA_LONG, offset, value);
    }

    /** May be called again: a process on its way is closed by whoever has no use for it, and by whoever sent it. */
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
