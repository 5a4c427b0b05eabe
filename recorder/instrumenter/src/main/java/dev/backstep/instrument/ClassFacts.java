package dev.backstep.instrument;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the runtime has to know of an instrumented class later, when the VM loads classes on its behalf: see
 * {@code BackstepClassLoading}.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
public final class ClassFacts {
    private final Set<String> signatureClasses = new LinkedHashSet<>();
    private final List<String> loopMethods = new ArrayList<>();
    private final List<LabelNode> loopEnds = new ArrayList<>();

    /** The class is written anew. */
    void forgetLoops() {
        loopMethods.clear();
        loopEnds.clear();
    }

    /** Notes the classes in the signature of a method, in order of appearance. */
    void addSignature(String descriptor) {
        for (int from = descriptor.indexOf('L'); from >= 0;) {
            int end = descriptor.indexOf(';', from);
            if (!descriptor.startsWith("java/", from + 1)) {
                signatureClasses.add(descriptor.substring(from + 1, end).replace('/', '.'));
            }
            from = descriptor.indexOf('L', end);
        }
    }

    /** Notes where the loops of a method end, if its signature has classes that may not be loaded. */
    void addLoops(MethodNode method) {
        if (method.desc.indexOf('L') < 0) {
            return;
        }
        List<AbstractInsnNode> seen = new ArrayList<>();
        List<AbstractInsnNode> ends = new ArrayList<>();
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (n instanceof LabelNode) {
                seen.add(n);
            } else if (n instanceof JumpInsnNode && seen.contains(((JumpInsnNode) n).label)) {
                ends.add(n);
            }
        }
        for (int i = 0; i < ends.size(); i++) {
            LabelNode label = new LabelNode(new Label());
            method.instructions.insertBefore(ends.get(i), label);
            loopMethods.add(method.name.concat(method.desc));
            loopEnds.add(label);
        }
    }

    /** @param name binary or internal name, or null */
    boolean isInSignatures(String name) {
        return name != null && signatureClasses.contains(name.replace('/', '.'));
    }

    /** Names of the classes in signatures of methods, those of {@code java.*} left out. */
    public String[] signatureClasses() {
        return signatureClasses.toArray(new String[0]);
    }

    /** Names with descriptors of the methods that the loops of {@link #loopEnds} are in. */
    public String[] loopMethods() {
        return loopMethods.toArray(new String[0]);
    }

    /** Bytecode indices of the branches that close loops; once the class is written. */
    public int[] loopEnds() {
        int[] at = new int[loopEnds.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = loopEnds.get(i).getLabel().getOffset();
        }
        return at;
    }
}
