package dev.backstep.instrument;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Shows the writes to one variable to the runtime ({@code BackstepWrites}): a field, the elements of arrays of one type, or a
 * local variable of one method. For a method that {@link StepHooks} have changed.
 *
 * <pre>
 * field NAME DESCRIPTOR OWNER[,OWNER...]     internal names of the class and its subclasses
 * element ARRAY-DESCRIPTOR
 * local CLASS METHOD DESCRIPTOR NAME LINE    the variable of that name that is visible on that line
 * </pre>
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams, no hash tables of instructions (see {@link StepHooks}).
 */
final class WriteHooks {
    static final String WRITES = "java/lang/BackstepWrites";
    private static final int BYTES_PER_HOOK = 24;

    private final MethodNode method;
    private final String owner;
    private final String[] words;
    /** A local behind all others, for the value while its target is copied. */
    private final int temporary;

    /** @param owner internal name of the class that declares the method */
    WriteHooks(MethodNode method, String owner, String[] words) {
        this.method = method;
        this.owner = owner;
        this.words = words;
        temporary = method.maxLocals;
    }

    void insert() {
        if (words[0].equals("local")) {
            if (words[1].equals(owner) && words[2].equals(method.name) && words[3].equals(method.desc) && fits()) {
                int slot = slot(words[4], Integer.parseInt(words[5]));
                if (slot >= 0) {
                    watchLocal(slot, words[4]);
                }
            }
        } else if (fits()) {
            for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
                watchMemory(n);
            }
        }
    }

    private boolean fits() {
        int hooks = 1;
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            hooks += n.getOpcode() >= Opcodes.ISTORE && n.getOpcode() <= Opcodes.SASTORE || n.getOpcode() == Opcodes.IINC
                    || n.getOpcode() == Opcodes.PUTFIELD || n.getOpcode() == Opcodes.PUTSTATIC ? 1 : 0;
        }
        return StepHooks.mostBytes(method) + hooks * BYTES_PER_HOOK <= StepHooks.MOST_BYTES;
    }

    // ------------------------------------------------------------------------------------------------ fields and elements

    private void watchMemory(AbstractInsnNode n) {
        int opcode = n.getOpcode();
        if (words[0].equals("field") && (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC)) {
            FieldInsnNode field = (FieldInsnNode) n;
            if (field.name.equals(words[1]) && field.desc.equals(words[2]) && contains(words[3], field.owner)) {
                watchField(field);
            }
        } else if (words[0].equals("element") && opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE && mayStore(opcode, words[1])) {
            Type type = elementType(opcode);
            InsnList code = save(type);
            code.add(new InsnNode(Opcodes.DUP2));
            report(code, type, "element", "Ljava/lang/Object;I");
            method.instructions.insertBefore(n, code);
        } else if (words[0].equals("element") && n instanceof MethodInsnNode && isCopy((MethodInsnNode) n)) {
            ((MethodInsnNode) n).owner = WRITES;
        }
    }

    private void watchField(FieldInsnNode field) {
        Type type = Type.getType(field.desc);
        InsnList code = save(type);
        code.add(new InsnNode(field.getOpcode() == Opcodes.PUTFIELD ? Opcodes.DUP : Opcodes.ACONST_NULL));
        report(code, type, "field", "Ljava/lang/Object;");
        method.instructions.insertBefore(field, code);
    }

    private static boolean contains(String names, String name) {
        return ",".concat(names).concat(",").contains(",".concat(name).concat(","));
    }

    private static boolean isCopy(MethodInsnNode call) {
        return call.owner.equals("java/lang/System") && call.name.equals("arraycopy");
    }

    private static boolean mayStore(int opcode, String array) {
        char element = array.charAt(1);
        switch (opcode) {
            case Opcodes.IASTORE: return element == 'I';
            case Opcodes.LASTORE: return element == 'J';
            case Opcodes.FASTORE: return element == 'F';
            case Opcodes.DASTORE: return element == 'D';
            case Opcodes.BASTORE: return element == 'B' || element == 'Z';
            case Opcodes.CASTORE: return element == 'C';
            case Opcodes.SASTORE: return element == 'S';
            default: return element == 'L' || element == '[';
        }
    }

    private Type elementType(int opcode) {
        char element = words[1].charAt(1);
        return opcode == Opcodes.AASTORE ? Type.getObjectType("java/lang/Object") : Type.getType(String.valueOf(element));
    }

    /** The value on top goes into the temporary. */
    private InsnList save(Type type) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), temporary));
        method.maxLocals = Math.max(method.maxLocals, temporary + type.getSize());
        return code;
    }

    /** Its target is on the stack, twice; afterwards once, and the value. */
    private void report(InsnList code, Type type, String name, String target) {
        code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), temporary));
        code.add(call(name, target, type));
        code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), temporary));
    }

    private static MethodInsnNode call(String name, String target, Type type) {
        boolean isObject = type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
        String value = isObject ? "Ljava/lang/Object;" : type.getDescriptor();
        return new MethodInsnNode(Opcodes.INVOKESTATIC, WRITES, name, "(".concat(target).concat(value).concat(")V"), false);
    }

    // ------------------------------------------------------------------------------------------------ locals

    /** @return the slot of a variable; -1 if there is none */
    private int slot(String name, int line) {
        if (method.localVariables == null || method.localVariables.isEmpty()) {
            return name.startsWith("arg") ? parameterSlot(Integer.parseInt(name.substring(3))) : -1;
        }
        int any = -1;
        for (int i = 0; i < method.localVariables.size(); i++) {
            LocalVariableNode variable = method.localVariables.get(i);
            if (variable.name.equals(name)) {
                any = any < 0 ? variable.index : any;
                for (AbstractInsnNode n = variable.start; n != null && n != variable.end; n = n.getNext()) {
                    if (n instanceof LineNumberNode && ((LineNumberNode) n).line == line) {
                        return variable.index;
                    }
                }
            }
        }
        return any;
    }

    private int parameterSlot(int number) {
        int at = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        Type[] types = Type.getArgumentTypes(method.desc);
        for (int i = 0; i < number && i < types.length; i++) {
            at += types[i].getSize();
        }
        return number < types.length ? at : -1;
    }

    private void watchLocal(int slot, String name) {
        for (AbstractInsnNode n = method.instructions.getFirst(); n != null; n = n.getNext()) {
            if (n instanceof VarInsnNode && ((VarInsnNode) n).var == slot && isStore(n.getOpcode()) && isOf(slot, name, n)) {
                method.instructions.insert(n, reportLocal(typeOf(slot, name, n), slot));
            } else if (n instanceof IincInsnNode && ((IincInsnNode) n).var == slot && isOf(slot, name, n)) {
                method.instructions.insert(n, reportLocal(Type.INT_TYPE, slot));
            }
        }
        InsnList entry = new InsnList();
        entry.add(new MethodInsnNode(Opcodes.INVOKESTATIC, WRITES, "entered", "()V", false));
        Type parameter = parameter(slot);
        if (parameter != null) {
            entry.add(reportLocal(parameter, slot));
        }
        method.instructions.insert(afterEntry(), entry);
    }

    private static boolean isStore(int opcode) {
        return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
    }

    private InsnList reportLocal(Type type, int slot) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), slot));
        code.add(call("local", "", type));
        return code;
    }

    /** Several variables may share a slot. Without names in the class file all writes to it count. */
    private boolean isOf(int slot, String name, AbstractInsnNode store) {
        return method.localVariables == null || method.localVariables.isEmpty() || variable(slot, name, store) != null;
    }

    private LocalVariableNode variable(int slot, String name, AbstractInsnNode store) {
        int at = method.instructions.indexOf(store) + 1;
        for (int i = 0; method.localVariables != null && i < method.localVariables.size(); i++) {
            LocalVariableNode variable = method.localVariables.get(i);
            // A variable begins behind the instruction that gives it its first value.
            if (variable.index == slot && variable.name.equals(name) && method.instructions.indexOf(variable.start) <= nextLabel(at)
                    && at <= method.instructions.indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }

    /** Index of the last label before the next instruction. */
    private int nextLabel(int from) {
        int at = from;
        while (at < method.instructions.size() && method.instructions.get(at).getOpcode() < 0) {
            at++;
        }
        return at;
    }

    private Type typeOf(int slot, String name, AbstractInsnNode store) {
        LocalVariableNode variable = variable(slot, name, store);
        if (variable != null) {
            return Type.getType(variable.desc);
        }
        switch (store.getOpcode()) {
            case Opcodes.ISTORE: return Type.INT_TYPE;
            case Opcodes.LSTORE: return Type.LONG_TYPE;
            case Opcodes.FSTORE: return Type.FLOAT_TYPE;
            case Opcodes.DSTORE: return Type.DOUBLE_TYPE;
            default: return Type.getObjectType("java/lang/Object");
        }
    }

    /** @return the type of the parameter in a slot, or null if it is none */
    private Type parameter(int slot) {
        int at = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        Type[] types = Type.getArgumentTypes(method.desc);
        for (int i = 0; i < types.length; i++) {
            if (at == slot) {
                return types[i];
            }
            at += types[i].getSize();
        }
        return null;
    }

    /** The call and the store that {@link StepHooks} have put first. */
    private AbstractInsnNode afterEntry() {
        AbstractInsnNode n = method.instructions.getFirst();
        while (n.getOpcode() != Opcodes.ASTORE) {
            n = n.getNext();
        }
        return n;
    }
}
