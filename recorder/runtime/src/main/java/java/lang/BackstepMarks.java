package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.RecordingLayout;
import jdk.internal.misc.Unsafe;

/**
 * Places of the recording where somebody wants a checkpoint: the program itself ({@code dev.backstep.Backstep.checkpoint}), or
 * another process, which leaves its wish in the header of the recording. Each is an event, so all replays come by there.
 */
public final class BackstepMarks {
    private static final int MOST_CHARS = 200;

    /** Wishes from outside that were looked at. */
    private static int answered;

    private BackstepMarks() { }

    /** The program calls {@code Backstep.checkpoint}. */
    public static void asked(String label) {
        int m = BackstepSession.modeHere();
        if (m == BackstepSession.RECORD) {
            String text = label == null ? "" : label;
            BackstepLog.text(EventCodes.CHECKPOINT_ASKED, text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text);
        } else if (m == BackstepSession.REPLAY) {
            BackstepLogReader.expect(EventCodes.CHECKPOINT_ASKED);
            String text = BackstepLogReader.string();
            if (BackstepSurvey.on) {
                BackstepSurvey.met();
            }
            BackstepLogReader.done();
            BackstepOccasions.asked(text, dev.backstep.recording.ControlLayout.OCCASION_ASKED);
        }
    }

    /** Recording: a slice ended, or a thread woke. The event is the named thread's. */
    static void look(int thread) {
        Unsafe unsafe = BackstepBaton.unsafe();
        long header = BackstepLog.header();
        int wishes = unsafe.getIntOpaque(null, header + RecordingLayout.WISH_COUNT_OFFSET);
        if (wishes == answered) {
            return;
        }
        answered = wishes;
        unsafe.fullFence();
        long at = header + RecordingLayout.WISH_LABEL_OFFSET;
        int length = unsafe.getInt(at);
        char[] label = new char[length < 0 || length > MOST_CHARS ? 0 : length];
        for (int i = 0; i < label.length; i++) {
            label[i] = unsafe.getChar(at + 4 + 2L * i);
        }
        unsafe.setMemory(at, 4 + 2L * MOST_CHARS, (byte) 0);
        BackstepLog.begin(EventCodes.CHECKPOINT_COMMANDED, thread);
        BackstepLog.putString(new String(label));
        BackstepLog.commit();
    }

    /** Replay, at the same places. */
    static void pass(int thread) {
        if (BackstepLogReader.isNext(EventCodes.CHECKPOINT_COMMANDED, thread) && BackstepLogReader.isNow()) {
            BackstepLogReader.expect(EventCodes.CHECKPOINT_COMMANDED, thread);
            String text = BackstepLogReader.string();
            if (BackstepSurvey.on) {
                BackstepSurvey.met();
            }
            BackstepLogReader.done();
            BackstepOccasions.asked(text, dev.backstep.recording.ControlLayout.OCCASION_COMMAND);
        }
    }
}
