package dev.backstep.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The file that a survey writes: an index of one whole replay, made by the runtime inside the replaying JVM.
 *
 * <pre>
 * file    := MAGIC (8 bytes, little-endian)  VERSION (4 bytes)  0 (4 bytes)  record*
 * record  := kind (1 byte)  fields
 *
 * SAMPLE          step  tick  event                            where the three counts stood at one moment; all ascend
 * SPAN            from  length  thread  state                  what a thread did; spans of a thread follow each other
 * CONSOLE         step  thread  descriptor  text bytes         descriptor 1 or 2
 * CONSOLE_CUT     lines  bytes                                 what was printed after the room for text was used up
 * NAME            thread  string                               of a thread, before its first span; again if it changed
 * THREAD_START    step  thread  child
 * THREAD_END      step  thread
 * CLASS           string  super                                gives the next class number, from 0; its superclass from 1
 * TYPE            string  string                               a class of the application and its superclass, when it is defined
 * THROWN          step  thread  class  string  site            an exception, its message and where it was thrown, in order
 * UNCAUGHT        number                                       the THROWN with that number, from 0, ended its thread
 * THROWN_CUT      count                                        exceptions after the room for them was used up
 * EVENT           step  thread  event                          the thread met that event of the log after that step
 * COUNT           site  count                                  how often that site ran; once for each site, before END
 * END             step  tick  event                            the last record of the runtime
 *
 * what the replayer adds, so that the next one need not look for it again:
 * SITES           string  string  count  (string  unsigned)*   class, source file, then method and line of its next sites,
 *                                                              numbered from 1; a null method is that of the site before
 * MARK            step  thread  kind  string                   ordinal of a kind of mark, and its text
 * CLOCK           step  nanos                                  nanoseconds since the CLOCK before
 * ENDING          string                                       how the program ended; the last record of all
 *
 * step, from, event   zigzag difference to the one in the record before that has one; tick: unsigned, to the SAMPLE before; site: from 1
 * event in SAMPLE/END as above; all other numbers unsigned LEB128
 * string              0 for null, else ((length << 1 | wide) + 1), then length bytes, or twice that if wide (little-endian)
 * </pre>
 *
 * <p>Compile-time constants only, so that the runtime does not need this class when it runs.
 */
public final class SurveyLayout {
    /** ASCII {@code BSSURVEY}, read as a little-endian long. */
    public static final long MAGIC = 0x5945_5652_5553_5342L;
    public static final int VERSION = 2;
    public static final int HEADER_LENGTH_BYTES = 16;

    /** What a survey begins with. */
    public static byte[] header() {
        return ByteBuffer.allocate(HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(MAGIC).putInt(VERSION).array();
    }

    public static final int SAMPLE = 1;
    public static final int SPAN = 2;
    public static final int CONSOLE = 3;
    public static final int CONSOLE_CUT = 4;
    public static final int NAME = 5;
    public static final int THREAD_START = 6;
    public static final int THREAD_END = 7;
    public static final int CLASS = 8;
    public static final int THROWN = 9;
    public static final int UNCAUGHT = 10;
    public static final int THROWN_CUT = 11;
    public static final int EVENT = 12;
    public static final int COUNT = 13;
    public static final int END = 14;
    public static final int MARK = 15;
    public static final int CLOCK = 16;
    public static final int ENDING = 17;
    public static final int SITES = 18;
    public static final int TYPE = 19;

    /** States of threads. The last has no spans: it begins where they end. */
    public static final int RUNNING = 0;
    public static final int RUNNABLE = 1;
    public static final int BLOCKED = 2;
    public static final int WAITING = 3;
    public static final int PARKED = 4;
    public static final int SLEEPING = 5;
    public static final int IN_NATIVE = 6;
    public static final int ENDED = 7;

    /** Bytes of console text that are kept. */
    public static final int MOST_CONSOLE_BYTES = 64 << 20;
    /** Exceptions that are kept, besides uncaught ones. */
    public static final int MOST_THROWN = 1_000_000;
    /** Characters of a message that are kept. */
    public static final int LONGEST_MESSAGE = 1000;
    /** So many records of a kind that may be frequent are written before they become twice as coarse. */
    public static final int RECORDS_PER_GRAIN = 1 << 20;

    private SurveyLayout() { }
}
