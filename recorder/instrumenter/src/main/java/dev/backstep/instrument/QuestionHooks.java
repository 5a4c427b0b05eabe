package dev.backstep.instrument;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What code that counts its steps tells besides, in a replay that was started to answer a question. The question is a text of
 * words:
 *
 * <pre>
 * survey [watch ...]     how often each site ran, and exceptions: {@link ThrowHooks}
 * field | element | local ...         writes to a variable: {@link WriteHooks}
 * access ...             reads and writes of a field: {@link AccessHooks}
 * probe ...              expressions at a line: {@link ProbeHooks}
 * watch NAME OWNER       that a field was written: {@link WatchHooks}
 * </pre>
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class QuestionHooks {
    private static final String SURVEY = "java/lang/BackstepSurvey";

    private QuestionHooks() { }

    /** For a method that {@link StepHooks} have changed. @param owner internal name of its class */
    static void insert(MethodNode method, String owner, String question) {
        String[] words = question.split(" ");
        if (words[0].equals("survey")) {
            if (words.length > 1) {
                new WatchHooks(method, words[2], words[3]).insert();
            }
            countSites(method);
            new ThrowHooks(method).insert();
        } else if (words[0].equals("access")) {
            new AccessHooks(method, words).insert();
        } else if (words[0].equals(WatchHooks.WORD)) {
            new WatchHooks(method, words[1], words[2]).insert();
        } else if (words[0].equals("probe")) {
            new ProbeHooks(method, owner, words).insert();
        } else {
            new WriteHooks(method, owner, words).insert();
        }
    }

    /** Steps are counted by way of the survey, which counts those of each site. */
    private static void countSites(MethodNode method) {
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (StepHooks.isStep(n)) {
                ((MethodInsnNode) n).owner = SURVEY;
            }
        }
    }
}
