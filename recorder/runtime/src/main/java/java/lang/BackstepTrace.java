package java.lang;

/** What a stack trace tells of the place where an error was thrown: the innermost frame of the application, and where it stands. */
final class BackstepTrace {
    /** HotSpot's default of MaxJavaStackTraceDepth. */
    static final int MOST_SHOWN = 1024;
    /** Frames in a part of a backtrace (java_lang_Throwable's trace_chunk_size). */
    private static final int CHUNK_FRAMES = 32;
    /** Deeper ones cost too much: their place is not looked for. */
    private static final int MOST_SEARCHED = 200_000;

    /** Layout of {@code Throwable.backtrace}, see {@code BacktraceBuilder} in javaClasses.cpp. */
    private static final int BCIS = 1;
    private static final int CLASSES = 2;
    private static final int NEXT = 5;
    private static final int BCI_SHIFT = 16;

    /** What the program sees of it. */
    StackTraceElement[] shown;
    /** Of the innermost frame of the application; -1 if there is none. */
    int index = -1;
    StackTraceElement frame;
    int bci;
    /** Number of frames from that one on; 0: not known, because the error was made beforehand and has one chunk only. */
    int depth;
    /** If the depth is not known: frames of the application that called it, as far as they are known. */
    int callers;
    int callersDigest;

    private BackstepTrace() { }

    static BackstepTrace of(Throwable e) {
        BackstepTrace t = new BackstepTrace();
        int whole = BackstepRaw.get$java_lang_Throwable$$depth(e);
        Object backtrace = BackstepRaw.get$java_lang_Throwable$$backtrace(e);
        boolean fresh = backtrace != null && whole > 0;
        if (fresh && whole <= MOST_SEARCHED) {
            t.search((Object[]) backtrace, whole);
        }
        if (t.index >= MOST_SHOWN) {
            t.frame = StackTraceElement.of(backtrace, whole)[t.index];
        }
        t.shown = BackstepRaw.java_lang_Throwable$$getOurStackTrace(e);
        if (t.index < 0 || t.index >= t.shown.length && t.frame == null) {
            t.index = -1;
            return t;
        }
        if (t.frame == null) {
            t.frame = t.shown[t.index];
        }
        if (e instanceof OutOfMemoryError) {
            t.callers = ofApplication(t.shown, t.index + 1);
            t.callersDigest = digest(t.shown, t.index + 1, t.callers);
        } else {
            t.depth = whole - t.index;
        }
        return t;
    }

    private void search(Object[] backtrace, int whole) {
        int at = 0;
        for (Object[] chunk = backtrace; chunk != null && at < whole; chunk = (Object[]) chunk[NEXT]) {
            Object[] classes = (Object[]) chunk[CLASSES];
            int[] bcis = (int[]) chunk[BCIS];
            for (int i = 0; i < classes.length && at < whole; i++, at++) {
                Class<?> c = (Class<?>) classes[i];
                if (!c.isHidden() && isOfApplication(c)) {
                    index = at;
                    bci = bcis[i] >>> BCI_SHIFT;
                    return;
                }
            }
        }
    }

    /** Its class is instrumented when it is defined. */
    private static boolean isOfApplication(Class<?> c) {
        ClassLoader loader = c.getClassLoader0();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return false;
        }
        String module = c.getModule().getName();    // some modules of the JDK are loaded like the application
        return module == null || !module.startsWith("jdk.");
    }

    private static int ofApplication(StackTraceElement[] frames, int from) {
        int count = 0;
        for (int i = from; i < frames.length; i++) {
            count += isOfApplication(frames[i]) ? 1 : 0;
        }
        return count;
    }

    /** An error that was made beforehand also shows what others hide: frames of hidden classes, and some of the JDK. */
    private static boolean isOfApplication(StackTraceElement f) {
        String module = f.getModuleName();
        return f.getClassName().indexOf('/') < 0 && (module == null || !module.startsWith("java.") && !module.startsWith("jdk."));
    }

    /** @return of so many frames of the application: classes, methods and lines; 0 for none */
    static int digest(StackTraceElement[] frames, int from, int count) {
        int digest = 0;
        int left = count;
        for (int i = from; i < frames.length && left > 0; i++) {
            StackTraceElement f = frames[i];
            if (isOfApplication(f)) {
                digest = ((digest * 31 + f.getClassName().hashCode()) * 31 + f.getMethodName().hashCode()) * 31 + f.getLineNumber();
                left--;
            }
        }
        return left == 0 ? digest : -1;
    }

    /** Cuts off what the program would not see without us. */
    static void shorten(Throwable e) {
        if (!BackstepSession.wholeTraces) {
            return;     // the user said how many frames it sees
        }
        Object[] chunk = (Object[]) BackstepRaw.get$java_lang_Throwable$$backtrace(e);
        for (int i = CHUNK_FRAMES; i < MOST_SHOWN && chunk != null; i += CHUNK_FRAMES) {
            chunk = (Object[]) chunk[NEXT];
        }
        if (chunk != null) {
            chunk[NEXT] = null;
            BackstepRaw.put$java_lang_Throwable$$depth(e, MOST_SHOWN);
        }
    }
}
