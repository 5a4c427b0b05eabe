package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells each execution of a line to the runtime ({@code BackstepProbes}), with the variables that expressions begin with. For a
 * method that {@link StepHooks} have changed.
 *
 * <pre>
 * probe LINE CLASS[,CLASS...] ROOT*     internal names of the classes with that line; names of locals, or this
 * </pre>
 *
 * A root that is no variable where the line begins is told as missing; the runtime may know it as a field of {@code this}.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no hash tables of instructions (see {@link StepHooks}).
 */
final class ProbeHooks {
    private static final String PROBES = "java/lang/BackstepProbes";
    private static final int BYTES_PER_ROOT = 10;
    private static final int FIRST_ROOT = 3;

    private final MethodNode method;
    private final boolean isWanted;
    private final int line;
    private final String[] words;

    ProbeHooks(MethodNode method, String owner, String[] words) {
        this.method = method;
        this.words = words;
        line = Integer.parseInt(words[1]);
        isWanted = ",".concat(words[2]).concat(",").contains(",".concat(owner).concat(","));
    }

    void insert() {
        if (!isWanted || StepHooks.mostBytes(method) + steps() * (words.length * BYTES_PER_ROOT) > StepHooks.MOST_BYTES) {
            return;
        }
        int at = 0;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null;) {
            AbstractInsnNode next = n.getNext();
            if (n instanceof LineNumberNode) {
                at = ((LineNumberNode) n).line;
            } else if (StepHooks.isStep(n) && at == line) {
                method.instructions.insert(n, probe(n));
            }
            n = next;
        }
    }

    private int steps() {
        int count = 0;
        int at = 0;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            at = n instanceof LineNumberNode ? ((LineNumberNode) n).line : at;
            count += StepHooks.isStep(n) && at == line ? 1 : 0;
        }
        return count;
    }

    private InsnList probe(AbstractInsnNode step) {
        InsnList code = new InsnList();
        code.add(call("hit", "()V"));
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        if (!isStatic) {
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(call("self", "(Ljava/lang/Object;)V"));
        }
        for (int i = FIRST_ROOT; i < words.length; i++) {
            LocalVariableNode variable = variable(words[i], method.instructions.indexOf(step));
            if (variable != null) {
                Type type = Type.getType(variable.desc);
                boolean isObject = type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
                code.add(new IntInsnNode(Opcodes.SIPUSH, i - FIRST_ROOT));
                code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), variable.index));
                code.add(call("root", "(I".concat(isObject ? "Ljava/lang/Object;" : variable.desc).concat(")V")));
            }
        }
        code.add(call("done", "()V"));
        return code;
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, PROBES, name, descriptor, false);
    }

    private LocalVariableNode variable(String name, int at) {
        for (int i = 0; method.localVariables != null && i < method.localVariables.size(); i++) {
            LocalVariableNode variable = method.localVariables.get(i);
            if (variable.name.equals(name) && method.instructions.indexOf(variable.start) <= at
                    && at < method.instructions.indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }
}
