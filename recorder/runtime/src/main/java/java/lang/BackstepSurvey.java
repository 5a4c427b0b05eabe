package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.SurveyLayout;
import java.io.IOException;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Writes down what happens in a whole replay, for the timeline: what threads do, what is printed and thrown, which events are
 * met at which step. The file is described in {@code SurveyLayout}.
 *
 * <p>Changes nothing that the program, the log or the scheduler can see: nothing is called of the program, no identity hash is
 * drawn. What may be frequent becomes coarser as the file grows.
 */
public final class BackstepSurvey {
    static boolean on;

    /** Names of the classes of the application and of their superclasses, until the survey begins; null if it is on. */
    private static String[] classes;
    private static int classWords;

    private static long lastStep;
    private static long lastEvent;

    /** How often each site ran. */
    private static long[] counts = new long[1 << 12];

    private BackstepSurvey() { }

    static void open(String path) throws IOException {
        openFile(path);
        on = true;
        state(BackstepScheduler.current, SurveyLayout.RUNNING);
        sample();
    }

    private static void openFile(String path) throws IOException {
        BackstepIndex.open(path, SurveyLayout.MAGIC, SurveyLayout.VERSION);
        BackstepThrown.prepare();
    }

    /** The survey may begin later, in a process that is made of a checkpoint of this one and has a file of its own. */
    static void prepare(String path) throws IOException {
        openFile(path);
        classes = new String[1 << 10];
    }

    static boolean isPrepared() {
        return classes != null;
    }

    /** Begins with a program that has run for a while. While it is held. */
    static void begin() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 0;
        }
        for (int i = 0; i < classWords; i += 2) {
            putClass(classes[i], classes[i + 1]);
        }
        classes = null;
        on = true;
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null && all[i].thread != null) {
                found(all[i]);
            }
        }
        if (BackstepScheduler.current.id >= all.length) {
            found(BackstepScheduler.current);
        }
        sample();
    }

    private static void found(BackstepThread t) {
        t.surveySince = BackstepSteps.steps;
        if (t == BackstepScheduler.current) {
            state(t, SurveyLayout.RUNNING);
        } else if (t.status == BackstepThread.DEAD) {
            t.surveyState = SurveyLayout.ENDED;
        } else {
            stopped(t);
        }
    }

    /** Nothing is left to replay. */
    static void end() {
        if (!on) {
            return;
        }
        on = false;
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null) {
                finish(all[i]);
            }
        }
        if (BackstepScheduler.current.id >= all.length) {
            finish(BackstepScheduler.current);
        }
        if (cutLines != 0 || cutBytes != 0) {
            BackstepIndex.putByte(SurveyLayout.CONSOLE_CUT);
            BackstepIndex.putUnsigned(cutLines);
            BackstepIndex.putUnsigned(cutBytes);
        }
        BackstepThrown.end();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                BackstepIndex.putByte(SurveyLayout.COUNT);
                BackstepIndex.putUnsigned(i + 1);
                BackstepIndex.putUnsigned(counts[i]);
            }
        }
        putCounts(SurveyLayout.END);
        BackstepIndex.flush();
    }

    // ------------------------------------------------------------------------------------------------ steps and counts

    /** Beginning of a line, in the place of {@link BackstepSteps#step}. */
    @ForceInline
    public static void step(BackstepFrame frame, int site) {
        if (frame != null) {
            if (site >= counts.length) {
                enlarge(site);
            }
            counts[site]++;
        }
        BackstepSteps.step(frame, site);
    }

    private static void enlarge(int site) {
        long[] larger = new long[Math.max(site + 1, counts.length * 2)];
        for (int i = 0; i < counts.length; i++) {
            larger[i] = counts[i];
        }
        counts = larger;
    }

    static void putStep(long step) {
        BackstepIndex.putSigned(step - lastStep);
        lastStep = step;
    }

    private static void putEvent(long event) {
        BackstepIndex.putSigned(event - lastEvent);
        lastEvent = event;
    }

    /** The step that the running thread is at: the line it runs. */
    static long here(BackstepThread t) {
        return BackstepQuestion.step(t);
    }

    // ------------------------------------------------------------------------------------------------ samples

    private static long sampledStep = -1;
    private static long sampledTick;
    private static int samples;
    private static long sampleGrain = 1;

    /** Ties steps to ticks and events: at the end of a slice, and at events. */
    static void sample() {
        if (BackstepSteps.steps - sampledStep < sampleGrain) {
            return;
        }
        sampledStep = BackstepSteps.steps;
        if (++samples % SurveyLayout.RECORDS_PER_GRAIN == 0) {
            sampleGrain *= 2;
        }
        putCounts(SurveyLayout.SAMPLE);
    }

    private static void putCounts(int kind) {
        long tick = BackstepScheduler.ticks();
        BackstepIndex.putByte(kind);
        putStep(BackstepSteps.steps);
        BackstepIndex.putUnsigned(tick - sampledTick);
        putEvent(BackstepLogReader.eventCount);
        sampledTick = tick;
    }

    // ------------------------------------------------------------------------------------------------ threads

    private static int spans;
    private static long spanGrain = 1;

    /** What a thread does from here on: a state of {@code SurveyLayout}. */
    static void state(BackstepThread t, int state) {
        closeSpan(t);
        t.surveyState = state;
    }

    /** It does not run from here on, for the reason that its status gives. */
    static void stopped(BackstepThread t) {
        switch (t.status) {
            case BackstepThread.PARKED: state(t, SurveyLayout.PARKED); break;
            case BackstepThread.SLEEPING: state(t, SurveyLayout.SLEEPING); break;
            case BackstepThread.WAITING: state(t, SurveyLayout.WAITING); break;
            case BackstepThread.BLOCKED: case BackstepThread.AT_GATE: state(t, SurveyLayout.BLOCKED); break;
            case BackstepThread.IN_NATIVE: state(t, SurveyLayout.IN_NATIVE); break;
            case BackstepThread.DEAD: ended(t); break;
            default: state(t, SurveyLayout.RUNNABLE);
        }
    }

    private static void closeSpan(BackstepThread t) {
        long now = BackstepSteps.steps;
        long from = t.surveySince;
        t.surveySince = now;
        int state = t.surveyState;
        if (state < 0 || now == from) {
            return;
        }
        if (now - from >= spanGrain) {
            closeGroup(t, from);
            span(t, from, now, state);
            return;
        }
        if (t.surveySpent == null) {
            t.surveySpent = new long[SurveyLayout.ENDED];
        }
        if (t.surveyGroupFrom < 0) {
            t.surveyGroupFrom = from;
        }
        t.surveySpent[state] += now - from;
        if (now - t.surveyGroupFrom >= spanGrain) {
            closeGroup(t, now);
        }
    }

    /** Spans that were too short to be told one by one are told as one. */
    private static void closeGroup(BackstepThread t, long to) {
        long from = t.surveyGroupFrom;
        if (from < 0) {
            return;
        }
        t.surveyGroupFrom = -1;
        long[] spent = t.surveySpent;
        int most = 0;
        for (int s = 1; s < spent.length; s++) {
            most = spent[s] > spent[most] ? s : most;
        }
        for (int s = 0; s < spent.length; s++) {
            spent[s] = 0;
        }
        span(t, from, to, most);
    }

    private static void span(BackstepThread t, long from, long to, int state) {
        if (!t.surveyNamed) {
            t.surveyNamed = true;
            name(t);
        }
        if (++spans % SurveyLayout.RECORDS_PER_GRAIN == 0) {
            spanGrain *= 2;
        }
        BackstepIndex.putByte(SurveyLayout.SPAN);
        putStep(from);
        BackstepIndex.putUnsigned(to - from);
        BackstepIndex.putUnsigned(t.id);
        BackstepIndex.putUnsigned(state);
    }

    private static void name(BackstepThread t) {
        BackstepIndex.putByte(SurveyLayout.NAME);
        BackstepIndex.putUnsigned(t.id);
        BackstepIndex.putString(t.thread == null ? null : BackstepRaw.get$java_lang_Thread$$name(t.thread), SurveyLayout.LONGEST_MESSAGE);
    }

    static void started(BackstepThread child) {
        name(child);
        child.surveyNamed = true;
        state(child, SurveyLayout.RUNNABLE);
        BackstepThread me = BackstepScheduler.current;
        BackstepIndex.putByte(SurveyLayout.THREAD_START);
        putStep(here(me));
        BackstepIndex.putUnsigned(me.id);
        BackstepIndex.putUnsigned(child.id);
    }

    private static void ended(BackstepThread t) {
        if (t.surveyState == SurveyLayout.ENDED) {
            return;
        }
        finish(t);
        t.surveyState = SurveyLayout.ENDED;
        BackstepIndex.putByte(SurveyLayout.THREAD_END);
        putStep(here(t));
        BackstepIndex.putUnsigned(t.id);
    }

    /** The last span, and the name if it has changed since. */
    private static void finish(BackstepThread t) {
        if (t.surveyState == SurveyLayout.ENDED) {
            return;
        }
        closeSpan(t);
        closeGroup(t, BackstepSteps.steps);
        t.surveyState = -1;
        if (t.surveyNamed) {
            name(t);
        }
    }

    // ------------------------------------------------------------------------------------------------ events

    private static long eventStep = -1;
    private static int eventHook;
    private static int events;
    private static long eventGrain = 1;
    /** The event that is being read is output to the console, which is told otherwise. */
    private static boolean isConsole;

    /** The running thread met an event other than the return of a native. */
    static void met() {
        putEventHere();
        sample();
    }

    /** The running thread met the return of a native; of the same native in the same step only the first is told. */
    static void met(int hook) {
        sample();
        if (isConsole) {
            isConsole = false;
            return;
        }
        long step = here(BackstepScheduler.current);
        long distance = step - eventStep;
        if (hook == eventHook && (distance < 0 ? -distance : distance) < eventGrain) {
            return;
        }
        eventHook = hook;
        eventStep = step;
        if (++events % SurveyLayout.RECORDS_PER_GRAIN == 0) {
            eventGrain *= 2;
        }
        putEventHere();
    }

    private static void putEventHere() {
        BackstepThread me = BackstepScheduler.current;
        BackstepIndex.putByte(SurveyLayout.EVENT);
        putStep(here(me));
        BackstepIndex.putUnsigned(me.id);
        putEvent(BackstepLogReader.eventCount - 1);
    }

    /** A class of the application. @param superName internal */
    static void defined(String name, String superName) {
        if (on) {
            putClass(name, superName);
        } else if (classes != null) {
            remember(name);
            remember(superName);
        }
    }

    private static void remember(String word) {
        if (classWords == classes.length) {
            String[] more = new String[classWords * 2];
            for (int i = 0; i < classWords; i++) {
                more[i] = classes[i];
            }
            classes = more;
        }
        classes[classWords++] = word;
    }

    private static void putClass(String name, String superName) {
        BackstepIndex.putByte(SurveyLayout.TYPE);
        BackstepIndex.putString(name, SurveyLayout.LONGEST_MESSAGE);
        BackstepIndex.putString(superName == null ? null : superName.replace('/', '.'), SurveyLayout.LONGEST_MESSAGE);
    }

    // ------------------------------------------------------------------------------------------------ console

    private static long consoleBytes;
    private static long cutLines;
    private static long cutBytes;

    /** @param descriptor 1 or 2 */
    static void printed(int descriptor, byte[] b, int offset, int length) {
        isConsole = true;
        if (consoleBytes + length > SurveyLayout.MOST_CONSOLE_BYTES) {
            consoleBytes = SurveyLayout.MOST_CONSOLE_BYTES;     // what comes later is left out, however short
            cutBytes += length;
            for (int i = 0; i < length; i++) {
                if (b[offset + i] == '\n') {
                    cutLines++;
                }
            }
            return;
        }
        consoleBytes += length;
        BackstepThread me = BackstepScheduler.current;
        BackstepIndex.putByte(SurveyLayout.CONSOLE);
        putStep(here(me));
        BackstepIndex.putUnsigned(me.id);
        BackstepIndex.putUnsigned(descriptor);
        BackstepIndex.putUnsigned(length);
        BackstepIndex.putBytes(b, offset, length);
    }
}
