package dev.backstep.instrument;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Generates the wrapper of a logged native: in recording it calls the native and logs what came back, in replay it
 * takes that from the log. {@code BackstepNatives} shows the result as Java.
 */
final class NativeWrapper {
    private static final String NATIVES = "java/lang/BackstepNatives";
    private static final String THREAD = "java/lang/BackstepThread";
    private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

    private final NativeHook hook;
    private final String owner;
    private final boolean isStatic;
    private final boolean isInterface;
    /** Types and local variable slots of the arguments, the receiver first. */
    private final Type[] types;
    private final int[] slots;
    private final Type result;
    private final int thread;
    private final int returned;
    private MethodVisitor code;

    private NativeWrapper(NativeHook hook, String owner, int access, boolean isInterface) {
        this.hook = hook;
        this.owner = owner;
        this.isInterface = isInterface;
        isStatic = (access & Opcodes.ACC_STATIC) != 0;
        Type[] declared = Type.getArgumentTypes(hook.descriptor());
        types = isStatic ? declared : new Type[declared.length + 1];
        if (!isStatic) {
            types[0] = Type.getObjectType(owner);
            System.arraycopy(declared, 0, types, 1, declared.length);
        }
        slots = new int[types.length];
        int slot = 0;
        for (int i = 0; i < types.length; i++) {
            slots[i] = slot;
            slot += types[i].getSize();
        }
        thread = slot;
        returned = slot + 1;
        result = Type.getReturnType(hook.descriptor());
    }

    /** Adds the wrapper of a native that {@code owner} declares with these access flags. */
    static void add(ClassVisitor to, NativeHook hook, String owner, int access, boolean isInterface) {
        new NativeWrapper(hook, owner, access, isInterface).write(to, access);
    }

    private void write(ClassVisitor to, int access) {
        int flags = access & ~(Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_FINAL | Opcodes.ACC_SYNCHRONIZED) | Opcodes.ACC_SYNTHETIC;
        code = to.visitMethod(flags, Names.WRAPPER.concat(hook.name()), hook.descriptor(), null, null);
        code.visitAnnotation(HIDDEN, true).visitEnd();
        // All or nothing when the stack overflows
        code.visitAnnotation("Ljdk/internal/vm/annotation/ReservedStackAccess;", true).visitEnd();
        code.visitCode();
        if (hook.policy().startsWith("X")) {
            Label logged = new Label();
            load(Integer.parseInt(hook.policy().substring(1)));
            runtime("runsJava", "(Ljava/lang/String;)Z");
            code.visitJumpInsn(Opcodes.IFEQ, logged);
            callNative();
            code.visitInsn(result.getOpcode(Opcodes.IRETURN));
            code.visitLabel(logged);
            frame(false, false);
        }
        recordOrReplay();
        code.visitMaxs(12, returned + 2);
        code.visitEnd();
    }

    private void recordOrReplay() {
        Label replay = new Label();
        Label from = new Label();
        Label until = new Label();
        Label threw = new Label();
        code.visitTryCatchBlock(from, until, threw, null);
        pushHook();
        pushMayBlock();
        runtime("enter", "(IZ)L" + THREAD + ";");
        code.visitVarInsn(Opcodes.ASTORE, thread);
        code.visitVarInsn(Opcodes.ALOAD, thread);
        code.visitJumpInsn(Opcodes.IFNULL, replay);

        code.visitLabel(from);
        callNative();
        storeResult();
        code.visitLabel(until);
        pushHook();
        code.visitVarInsn(Opcodes.ALOAD, thread);
        runtime("returned", "(IL" + THREAD + ";)V");
        logResult();
        for (String out : hook.outs()) {
            out(out, true);
        }
        runtime("commit", "()V");
        returnResult();

        code.visitLabel(threw);
        frame(true, true);
        code.visitVarInsn(Opcodes.ASTORE, returned);
        pushHook();
        code.visitVarInsn(Opcodes.ALOAD, thread);
        code.visitVarInsn(Opcodes.ALOAD, returned);
        runtime("threw", "(IL" + THREAD + ";Ljava/lang/Throwable;)V");
        code.visitVarInsn(Opcodes.ALOAD, returned);
        code.visitInsn(Opcodes.ATHROW);

        code.visitLabel(replay);
        frame(true, false);
        readResult();
        for (String out : hook.outs()) {
            out(out, false);
        }
        runtime("finished", "()V");
        returnResult();
    }

    private void callNative() {
        for (int i = 0; i < types.length; i++) {
            load(i);
        }
        // Not virtually: a subclass may override the native by a call of this wrapper
        code.visitMethodInsn(isStatic ? Opcodes.INVOKESTATIC : isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKESPECIAL,
                owner, hook.name(), hook.descriptor(), isInterface);
    }

    /** Arguments, and the thread once there is one; on the stack nothing or the exception. */
    private void frame(boolean withThread, boolean exception) {
        Object[] locals = new Object[types.length + (withThread ? 1 : 0)];
        for (int i = 0; i < types.length; i++) {
            locals[i] = switch (types[i].getSort()) {
                case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.CHAR, Type.INT -> Opcodes.INTEGER;
                case Type.LONG -> Opcodes.LONG;
                case Type.FLOAT -> Opcodes.FLOAT;
                case Type.DOUBLE -> Opcodes.DOUBLE;
                default -> types[i].getInternalName();
            };
        }
        if (withThread) {
            locals[types.length] = THREAD;
        }
        Object[] stack = exception ? new Object[] {"java/lang/Throwable"} : new Object[0];
        code.visitFrame(Opcodes.F_FULL, locals.length, locals, stack.length, stack);
    }

    // ------------------------------------------------------------------------------------------------ pieces

    private void pushHook() {
        code.visitIntInsn(Opcodes.SIPUSH, hook.id());
    }

    private void pushMayBlock() {
        String policy = hook.policy();
        if (policy.equals("B")) {
            code.visitInsn(Opcodes.ICONST_1);
        } else if (policy.startsWith("Bt")) {
            int k = Integer.parseInt(policy.substring(2));
            load(k);
            runtime("waits", types[k].getSort() == Type.LONG ? "(J)Z" : "(I)Z");
        } else if (policy.equals("Bf")) {
            loadDescriptor();
            runtime("blocks", "(Ljava/io/FileDescriptor;)Z");
        } else if (policy.equals("N") || policy.startsWith("X") || policy.startsWith("Bp")) {
            code.visitInsn(Opcodes.ICONST_0);   // Bp: opening a FIFO keeps the baton until its other end opens
        } else {
            throw new IllegalArgumentException("policy " + policy + " of " + hook);
        }
    }

    /** The FileDescriptor argument, else the receiver's field. */
    private void loadDescriptor() {
        for (int i = isStatic ? 0 : 1; i < types.length; i++) {
            if (types[i].getDescriptor().equals("Ljava/io/FileDescriptor;")) {
                load(i);
                return;
            }
        }
        loadThisDescriptor();
    }

    private void loadThisDescriptor() {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, "fd", "Ljava/io/FileDescriptor;");
    }

    private void runtime(String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, NATIVES, name, descriptor, false);
    }

    private void load(int argument) {
        code.visitVarInsn(types[argument].getOpcode(Opcodes.ILOAD), slots[argument]);
    }

    private void storeResult() {
        if (result.getSort() != Type.VOID) {
            code.visitVarInsn(result.getOpcode(Opcodes.ISTORE), returned);
        }
    }

    private void loadResult() {
        code.visitVarInsn(result.getOpcode(Opcodes.ILOAD), returned);
    }

    private void returnResult() {
        if (result.getSort() != Type.VOID) {
            loadResult();
        }
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    private void logResult() {
        if (result.getSort() == Type.VOID) {
            return;
        }
        loadResult();
        switch (result.getSort()) {
            case Type.LONG -> runtime("logLong", "(J)V");
            case Type.DOUBLE -> runtime("logDouble", "(D)V");
            case Type.OBJECT, Type.ARRAY -> runtime("logObject", "(Ljava/lang/Object;)V");
            default -> runtime("logInt", "(I)V");
        }
    }

    private void readResult() {
        switch (result.getSort()) {
            case Type.VOID -> {
                return;
            }
            case Type.LONG -> runtime("readLong", "()J");
            case Type.DOUBLE -> runtime("readDouble", "()D");
            case Type.OBJECT, Type.ARRAY -> {
                runtime("readObject", "()Ljava/lang/Object;");
                code.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
            }
            default -> runtime("readInt", "()I");
        }
        storeResult();
    }

    // ------------------------------------------------------------------------------------------------ outs and checks

    private void out(String out, boolean record) {
        String direction = record ? "log" : "read";
        String check = record ? "log" : "check";
        if (out.startsWith("fp")) {
            load(Integer.parseInt(out.substring(2)));
            runtime(check + "Argument", "(Ljava/lang/Object;)V");
            return;
        }
        String[] parts = out.substring(1).split(":");
        switch (out.charAt(0)) {
            case 'A' -> {
                pushArray(parts);
                runtime(direction + "Array", "([BII)V");
            }
            case 'M' -> {
                load(Integer.parseInt(parts[0]));
                pushLength(parts[1], true);
                runtime(direction + "Memory", "(JJ)V");
            }
            case 'V' -> {
                load(Integer.parseInt(parts[0]));
                load(Integer.parseInt(parts[1]));
                pushLength("r", true);
                runtime(direction + "Vector", "(JIJ)V");
            }
            case 'F' -> {
                load(Integer.parseInt(parts[0]));
                runtime(direction + "Fields", "(Ljava/lang/Object;)V");
            }
            case 'D' -> {
                loadThisDescriptor();
                runtime(direction + "Fields", "(Ljava/lang/Object;)V");
            }
            case 'I' -> array(parts, direction + "Ints", "([I)V");
            case 'J' -> array(parts, direction + "Longs", "([J)V");
            case 'G' -> array(parts, direction + "Doubles", "([D)V");
            case 'O' -> array(parts, direction + "Objects", "([Ljava/lang/Object;)V");
            case 'P' -> array(parts, check + "Argument", "(Ljava/lang/Object;)V");
            case 'p' -> array(parts, check + "CString", "(J)V");
            case 'n' -> {
                int k = Integer.parseInt(parts[0]);
                load(k);
                if (types[k].getSort() != Type.LONG) {
                    code.visitInsn(Opcodes.I2L);
                }
                runtime(check + "Number", "(J)V");
            }
            case 'w' -> digest(out.charAt(1), out.substring(2).split(":"), check);
            case 'e' -> {
                if (!record) {
                    echo(out.charAt(1), out.substring(2).split(":"));
                }
            }
            default -> throw new IllegalArgumentException("out " + out + " of " + hook);
        }
    }

    private void array(String[] parts, String name, String descriptor) {
        load(Integer.parseInt(parts[0]));
        runtime(name, descriptor);
    }

    private void digest(char kind, String[] parts, String check) {
        switch (kind) {
            case 'A' -> {
                pushArray(parts);
                runtime(check + "Digest", "([BII)V");
            }
            case 'M' -> {
                load(Integer.parseInt(parts[0]));
                pushLength(parts[1], true);
                runtime(check + "MemoryDigest", "(JJ)V");
            }
            case 'V' -> {
                load(Integer.parseInt(parts[0]));
                load(Integer.parseInt(parts[1]));
                runtime(check + "VectorDigest", "(JI)V");
            }
            case 'I' -> {
                load(Integer.parseInt(parts[0]));
                code.visitInsn(Opcodes.I2L);
                runtime(check + "Number", "(J)V");
            }
            default -> throw new IllegalArgumentException("digest " + kind + " of " + hook);
        }
    }

    private void echo(char kind, String[] parts) {
        String descriptor = parts[0].startsWith("i") ? "I" : "Ljava/io/FileDescriptor;";
        if (parts[0].equals("D")) {
            loadThisDescriptor();
        } else {
            load(Integer.parseInt(parts[0].startsWith("i") ? parts[0].substring(1) : parts[0]));
        }
        switch (kind) {
            case 'A' -> {
                pushArray(new String[] {parts[1], parts[2], parts[3]});
                runtime("echo", "(" + descriptor + "[BII)V");
            }
            case 'M' -> {
                load(Integer.parseInt(parts[1]));
                pushLength(parts[2], true);
                runtime("echo", "(" + descriptor + "JJ)V");
            }
            case 'V' -> {
                load(Integer.parseInt(parts[1]));
                load(Integer.parseInt(parts[2]));
                runtime("echoVector", "(" + descriptor + "JI)V");
            }
            case 'I' -> {
                load(Integer.parseInt(parts[1]));
                runtime("echo", "(" + descriptor + "I)V");
            }
            default -> throw new IllegalArgumentException("echo " + kind + " of " + hook);
        }
    }

    /** {@code array:offset:length} as byte[], int, int. */
    private void pushArray(String[] parts) {
        int array = Integer.parseInt(parts[0]);
        load(array);
        if (parts[1].equals("-")) {
            code.visitInsn(Opcodes.ICONST_0);
        } else {
            load(Integer.parseInt(parts[1]));
        }
        if (parts[2].equals("*")) {
            load(array);
            runtime("lengthOf", "([B)I");
        } else {
            pushLength(parts[2], false);
        }
    }

    /** {@code r}, {@code r*K}, {@code k}, {@code k*K} or {@code #K}. */
    private void pushLength(String length, boolean wide) {
        if (length.startsWith("#")) {
            code.visitLdcInsn(Long.parseLong(length.substring(1)));
            return;
        }
        int times = length.indexOf('*');
        String base = times < 0 ? length : length.substring(0, times);
        Type type;
        if (base.equals("r")) {
            loadResult();
            type = result;
        } else {
            int k = Integer.parseInt(base);
            load(k);
            type = types[k];
        }
        boolean isLong = type.getSort() == Type.LONG;
        if (wide && !isLong) {
            code.visitInsn(Opcodes.I2L);
        } else if (!wide && isLong) {
            code.visitInsn(Opcodes.L2I);
        }
        if (times >= 0) {
            code.visitLdcInsn(Long.parseLong(length.substring(times + 1)));
            code.visitInsn(Opcodes.LMUL);
        }
    }
}
