package java.lang;

import dev.backstep.recording.SurveyLayout;

/**
 * Writes down the exceptions that application code throws or meets. Of an exception that flies through several frames only
 * the first place is told; one that is caught and thrown again counts twice, as it would for a debugger.
 */
public final class BackstepThrown {
    /** Names of exception classes that have a number, by hash; open addressing. */
    private static String[] classNames = new String[256];
    private static int[] classNumbers = new int[256];
    private static int classCount;

    private static int thrown;
    private static long cut;

    private BackstepThrown() { }

    /** Links what may use up identity hashes, before they are aligned. */
    static void prepare() {
        message(new NullPointerException());
    }

    static void end() {
        if (cut != 0) {
            BackstepIndex.putByte(SurveyLayout.THROWN_CUT);
            BackstepIndex.putUnsigned(cut);
        }
    }

    /** Before ATHROW in application code. */
    public static void throwing(Throwable e) {
        BackstepThread me = managed();
        if (me == null || e == null) {
            return;
        }
        if (e == me.flying && me.passing) {
            me.passing = false;
        } else {
            tell(me, e);
        }
    }

    /** Entry of a handler that throws the exception again: {@code finally}, {@code synchronized}, try-with-resources. */
    public static void passing(Throwable e) {
        BackstepThread me = managed();
        if (me != null) {
            met(me, e);
            me.passing = true;
        }
    }

    /** It leaves a method of the application. */
    public static void leaving(Throwable e) {
        BackstepThread me = managed();
        if (me != null) {
            met(me, e);
        }
    }

    /** Entry of a handler that catches. */
    public static void catching(Throwable e) {
        BackstepThread me = managed();
        if (me != null) {
            met(me, e);
            me.caught = true;
        }
    }

    /** Code of the JDK or the VM may have thrown it. */
    private static void met(BackstepThread me, Throwable e) {
        if (e != me.flying || me.caught) {
            tell(me, e);
        }
    }

    /** Entry of {@code Thread.dispatchUncaughtException}, which the VM calls. */
    public static void uncaught(Throwable e) {
        BackstepThread me = managed();
        if (me == null) {
            return;
        }
        if (e != me.flying || me.caught || me.flyingNumber < 0) {
            put(me, e);     // however many there were
        }
        BackstepIndex.putByte(SurveyLayout.UNCAUGHT);
        BackstepIndex.putUnsigned(me.flyingNumber);
    }

    private static BackstepThread managed() {
        BackstepThread me = BackstepScheduler.current;
        return BackstepSurvey.on && me.thread == Thread.currentThread() ? me : null;
    }

    private static void tell(BackstepThread me, Throwable e) {
        me.flying = e;
        me.caught = false;
        me.passing = false;
        if (thrown >= SurveyLayout.MOST_THROWN) {
            me.flyingNumber = -1;
            cut++;
        } else {
            put(me, e);
        }
    }

    private static void put(BackstepThread me, Throwable e) {
        int type = classNumber(e.getClass());
        me.flying = e;
        me.flyingNumber = thrown++;
        BackstepIndex.putByte(SurveyLayout.THROWN);
        BackstepSurvey.putStep(BackstepSurvey.here(me));
        BackstepIndex.putUnsigned(me.id);
        BackstepIndex.putUnsigned(type);
        BackstepIndex.putString(message(e), SurveyLayout.LONGEST_MESSAGE);
        BackstepIndex.putUnsigned(BackstepQuestion.site(me) + 1);
    }

    /** Without running code of the program. */
    private static String message(Throwable e) {
        String message = BackstepRaw.get$java_lang_Throwable$$detailMessage(e);
        if (message == null && e.getClass() == NullPointerException.class) {
            return BackstepRaw.java_lang_NullPointerException$$getExtendedNPEMessage((NullPointerException) e);
        }
        return message;
    }

    private static int classNumber(Class<?> c) {
        String name = c.isHidden() ? "hidden class" : c.getName();     // the name of a hidden one comes from the log, once
        int mask = classNames.length - 1;
        int i = name.hashCode() & mask;
        while (classNames[i] != null) {
            if (classNames[i].equals(name)) {
                return classNumbers[i];
            }
            i = i + 1 & mask;
        }
        int parent = c == Throwable.class || c.getSuperclass() == null ? 0 : classNumber(c.getSuperclass()) + 1;
        if (classCount * 2 >= classNames.length) {
            enlarge();
        }
        mask = classNames.length - 1;
        i = name.hashCode() & mask;
        while (classNames[i] != null) {
            i = i + 1 & mask;
        }
        classNames[i] = name;
        classNumbers[i] = classCount;
        BackstepIndex.putByte(SurveyLayout.CLASS);
        BackstepIndex.putString(name, SurveyLayout.LONGEST_MESSAGE);
        BackstepIndex.putUnsigned(parent);
        return classCount++;
    }

    private static void enlarge() {
        String[] names = classNames;
        int[] numbers = classNumbers;
        classNames = new String[names.length * 2];
        classNumbers = new int[names.length * 2];
        int mask = classNames.length - 1;
        for (int k = 0; k < names.length; k++) {
            if (names[k] != null) {
                int i = names[k].hashCode() & mask;
                while (classNames[i] != null) {
                    i = i + 1 & mask;
                }
                classNames[i] = names[k];
                classNumbers[i] = numbers[k];
            }
        }
    }
}
