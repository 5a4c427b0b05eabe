package java.lang;

import dev.backstep.recording.QueryLayout;
import java.io.IOException;

/**
 * What a debug replay was started to find out besides being looked at. Properties of the VM: {@code backstep.answer} is the file
 * for the answer, {@code backstep.question} one of
 *
 * <pre>
 * survey
 * writes UNTIL OBJECT INDEX THREAD DEPTH|HOOKS      OBJECT is 1 if a debugger will show which object is meant, else 0
 * probe FIRST MOST|PATHS|HOOKS
 * </pre>
 *
 * HOOKS is what the instrumenter is told, see its {@code QuestionHooks}.
 */
final class BackstepQuestion {
    /** What instrumented code is to tell besides steps; null for nothing. */
    static String hooks;

    /** Words of the hooks of a probe before the names of variables. */
    private static final int WORDS_BEFORE_ROOTS = 3;

    private BackstepQuestion() { }

    /** While the VM boots. */
    static void open(String question, String answer) throws IOException {
        if (question.equals("survey")) {
            hooks = question;
            BackstepSurvey.open(answer);
            return;
        }
        BackstepIndex.open(answer, QueryLayout.MAGIC, QueryLayout.VERSION);
        String[] parts = question.split("\\|");
        String[] words = parts[0].split(" ");
        hooks = parts[parts.length - 1];
        if (words[0].equals("writes")) {
            BackstepWrites.activate(words[2].equals("1"), Long.parseLong(words[1]), Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]), Integer.parseInt(words[5]));
        } else {
            String[] all = hooks.split(" ");
            String[] variables = new String[all.length - WORDS_BEFORE_ROOTS];
            System.arraycopy(all, WORDS_BEFORE_ROOTS, variables, 0, variables.length);
            BackstepProbes.activate(variables, parts[1], Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
    }

    /** Nothing is left to replay. */
    static void end() {
        BackstepSurvey.end();
        BackstepWrites.end();
        BackstepProbes.tell();
    }
}
