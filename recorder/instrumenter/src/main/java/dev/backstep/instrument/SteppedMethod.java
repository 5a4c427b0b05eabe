package dev.backstep.instrument;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Buffers one method of an application class, with its ticks, and makes it count its steps, and tell what was asked. For debugging only.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class SteppedMethod extends MethodNode {
    private final MethodVisitor next;
    private final ClassFacts facts;
    private final boolean generated;

    /** @param generated see {@link StepHooks#insert} */
    SteppedMethod(int access, String name, String descriptor, MethodVisitor next, ClassFacts facts, boolean generated) {
        super(Opcodes.ASM9, access, name, descriptor, null, null);
        this.next = next;
        this.facts = facts;
        this.generated = generated;
    }

    @Override
    public void visitEnd() {
        if (new StepHooks(this, facts).insert(generated) && facts.question() != null) {
            QuestionHooks.insert(this, facts.className(), facts.question());
        }
        if (desc.indexOf('L') >= 0) {
            noteLoops();
        }
        accept(next);
    }

    private void noteLoops() {
        AbstractInsnNode[] all = instructions.toArray();
        boolean[] ends = new boolean[all.length];
        for (int i = 0; i < all.length; i++) {
            ends[i] = all[i] instanceof JumpInsnNode && instructions.indexOf(((JumpInsnNode) all[i]).label) < i;
        }
        for (int i = 0; i < all.length; i++) {
            if (ends[i]) {
                LabelNode label = new LabelNode();
                instructions.insertBefore(all[i], label);
                facts.addLoop(name.concat(desc), label.getLabel());
            }
        }
    }
}
