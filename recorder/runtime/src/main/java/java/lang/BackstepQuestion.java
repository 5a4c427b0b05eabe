package java.lang;

import dev.backstep.recording.QueryLayout;
import java.io.IOException;

/**
 * What a debug replay was started to find out besides being looked at. Properties of the VM: {@code backstep.answer} is the file
 * for the answer, {@code backstep.question} one of
 *
 * <pre>
 * survey
 * later|HOOKS                                       a survey of what comes after a checkpoint: BackstepControl says when it begins
 * writes UNTIL OBJECT INDEX THREAD DEPTH|HOOKS      OBJECT is 1 if a debugger will show which object is meant, else 0
 * accesses|HOOKS
 * probe FIRST MOST|PATHS|HOOKS
 * watch|HOOKS                                       nothing is answered: BackstepOccasions are met
 * </pre>
 *
 * HOOKS is what the instrumenter is told, see its {@code QuestionHooks}.
 */
final class BackstepQuestion {
    /** What instrumented code is to tell besides steps; null for nothing. */
    static String hooks;

    /** Words of the hooks of a probe before the names of variables. */
    private static final int WORDS_BEFORE_ROOTS = 3;

    private static final String WATCH = "watch|";
    private static final String LATER = "later|";

    private BackstepQuestion() { }

    /** While the VM boots. */
    static void open(String question, String answer) throws IOException {
        if (question.equals("survey")) {
            hooks = question;
            BackstepSurvey.open(answer);
            return;
        }
        if (question.startsWith(LATER)) {
            hooks = question.substring(LATER.length());
            BackstepSurvey.prepare(answer);
            return;
        }
        if (question.startsWith(WATCH)) {
            hooks = question.substring(WATCH.length());
            return;
        }
        BackstepIndex.open(answer, QueryLayout.MAGIC, QueryLayout.VERSION);
        String[] parts = question.split("\\|");
        String[] words = parts[0].split(" ");
        hooks = parts[parts.length - 1];
        if (words[0].equals("writes")) {
            BackstepWrites.ofStatic = words[2].equals("2");
            BackstepWrites.activate(!words[2].equals("0"), Long.parseLong(words[1]), Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]), Integer.parseInt(words[5]));
            BackstepPresent.of(hooks.split(" "));
        } else if (words[0].equals("accesses")) {
            BackstepAccesses.activate();
        } else {
            String[] all = hooks.split(" ");
            String[] variables = new String[all.length - WORDS_BEFORE_ROOTS];
            System.arraycopy(all, WORDS_BEFORE_ROOTS, variables, 0, variables.length);
            BackstepProbes.activate(variables, parts[1], Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
    }

    /** The step of the line that the innermost frame of application code runs. It may have called others since. */
    static long step(BackstepThread t) {
        return isInFrame(t) ? t.frames[t.depth].last : Math.max(0, t.lastStep());
    }

    static int site(BackstepThread t) {
        return isInFrame(t) ? t.frames[t.depth].site : t.lastSite();
    }

    private static boolean isInFrame(BackstepThread t) {
        return t.depth > 0 && t.frames[t.depth].last >= 0;
    }

    /** Nothing is left to replay. */
    static void end() {
        BackstepSurvey.end();
        BackstepWrites.end();
        BackstepProbes.tell();
        BackstepAccesses.tell();
    }
}
