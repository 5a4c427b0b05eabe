package dev.backstep.instrument;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Looks through the bytes of a class for methods that have to be rewritten, and plans those. Most need not: they are
 * copied whole, which costs a fraction. A method is found too often rather than too seldom.
 *
 * <p>Also runs inside the debuggee, mostly interpreted: no lambdas, no streams, no objects per instruction.
 */
final class ClassScan {
    /** Methods longer than this (bytes of code) stay below the limit of 64 KiB by having no ticks. */
    private static final int MOST_TICKED_BYTES = 24_000;
    private static final int WIDE = 196;
    private static final int TAG_METHOD = 10;
    private static final int TAG_METHOD_HANDLE = 15;

    private final ClassReader reader;
    private final byte[] classFile;
    private final TickDensity density;
    private final char[] buffer;
    private final Set<String> signatureClasses;
    private final CalledMethods called;
    private final boolean hasHookedHandles;
    private final Gates gates;

    /**
     * @param classFile what {@code reader} reads
     * @param facts with the signatures of all methods
     */
    ClassScan(ClassReader reader, byte[] classFile, TickDensity density, ClassFacts facts) {
        this.reader = reader;
        this.classFile = classFile;
        this.density = density;
        buffer = new char[reader.getMaxStringLength()];
        called = new CalledMethods(reader, buffer);
        gates = new Gates(reader, buffer);
        signatureClasses = new HashSet<>();
        String[] names = facts.signatureClasses();
        for (int i = 0; i < names.length; i++) {
            signatureClasses.add(names[i].replace('.', '/'));
        }
        hasHookedHandles = hasHookedHandles();
    }

    /**
     * @param all whether to plan those that need nothing, too; for tests
     * @return for each method, in the order of the class file, what is to be done; null when nothing is
     */
    MethodPlan[] plans(boolean all) {
        int at = MethodBytes.methods(reader);
        int count = reader.readUnsignedShort(at - 2);
        MethodPlan[] plans = new MethodPlan[count];
        boolean each = all || density == TickDensity.DENSE || repeatsLinkedCalls();
        for (int i = 0; i < count; i++) {
            int code = MethodBytes.code(reader, at, buffer);
            if (code != 0 && (each || isNeeded(at, code))) {
                plans[i] = plan(at, code);
            }
            at = MethodBytes.next(reader, at);
        }
        return plans;
    }

    // ------------------------------------------------------------------------------------------------ plans

    private MethodPlan plan(int at, int codeAt) {
        Instructions code = new Instructions(classFile, codeAt);
        MethodPlan plan = new MethodPlan(code);
        String name = reader.readUTF8(at + 2, buffer);
        if (density != TickDensity.NONE && code.codeLength < MOST_TICKED_BYTES) {
            if (!name.equals("<clinit>")) {
                TickPlan.add(code, called, reader.readUnsignedShort(at), at + 2, at + 4, name.equals("<init>"), density, plan);
            }
            planHandlers(code, codeAt, plan);
            if (isLambda(name)) {
                TickPlan.addForAllocation(code, plan);
            }
        }
        gates.plan(code, isStatic(at), plan);
        for (int i = 0; i < code.count; i++) {
            int target = code.targets[i];
            if (target >= 0 && target <= i && !Instructions.isSwitch(code.opcodes[i])) {
                plan.add(code.offsets[i], MethodPlan.LOOP_END);
            }
            plan.overwritesThis |= code.opcodes[i] >= Opcodes.ISTORE && code.opcodes[i] <= Opcodes.ASTORE && code.operands[i] == 0;
        }
        plan.resolvesSignatureClass = resolvesSignatureClass(codeAt + 8);
        return plan;
    }

    private void planHandlers(Instructions code, int codeAt, MethodPlan plan) {
        for (int i = 0; i < code.handlers.length; i++) {
            if (ErrorPlaces.catches(reader.readClass(codeAt + 8 + code.codeLength + 8 + 8 * i, buffer)) && !plan.handlers.leaves(i)) {
                plan.add(code.offsets[code.handlers[i]], MethodPlan.CATCHES_OVERFLOW);
            }
        }
    }

    private boolean isStatic(int at) {
        return (reader.readUnsignedShort(at) & Opcodes.ACC_STATIC) != 0;
    }

    private static boolean isLambda(String name) {
        return name.startsWith("lambda$");
    }

    // ------------------------------------------------------------------------------------------------ need

    private boolean isNeeded(int at, int code) {
        int access = reader.readUnsignedShort(at);
        String name = reader.readUTF8(at + 2, buffer);
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0 || name.equals("<clinit>") || name.equals("run") || name.equals("loadClass")
                || isLambda(name)) {
            return true;
        }
        int start = code + 8;
        int length = reader.readInt(code + 4);
        return resolvesSignatureClass(start) || hasInstruction(start, length, at + 2, isStatic(at)) || hasHandler(start + length);
    }

    /**
     * The first instruction resolves a class of a signature, itself or to see who handles what it throws: the VM must not seem to
     * load it for the compiler.
     *
     * @param at where the instructions of a method begin
     */
    private boolean resolvesSignatureClass(int at) {
        int opcode = reader.readByte(at);
        String owner;
        if (opcode == Opcodes.NEW) {
            owner = reader.readClass(at + 1, buffer);
        } else if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.INVOKESTATIC) {
            owner = reader.readClass(reader.getItem(reader.readUnsignedShort(at + 1)), buffer);
        } else {
            return opcode == Opcodes.LDC || opcode == Opcodes.LDC + 1 || opcode == Opcodes.INVOKEDYNAMIC;
        }
        return signatureClasses.contains(owner) || catchesSignatureClass(at + reader.readInt(at - 4));
    }

    /** @param at where the handlers of a method begin */
    private boolean catchesSignatureClass(int at) {
        int count = reader.readUnsignedShort(at);
        for (int i = 0; i < count; i++) {
            String caught = reader.readClass(at + 8 + 8 * i, buffer);
            if (caught != null && signatureClasses.contains(caught)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasInstruction(int start, int length, int method, boolean isStatic) {
        byte[] b = classFile;
        int end = start + length;
        int firstRead = -1;
        for (int at = start; at < end; at += Instructions.length(b, start, at - start)) {
            int opcode = b[at] & 0xff;
            if (Gates.mayInitialise(opcode) && gates.isGated(opcode, Instructions.readShort(b, at + 1), isStatic)) {
                return true;
            }
            if (opcode < Opcodes.IFEQ) {
                if (opcode >= Opcodes.LDC && opcode <= Opcodes.LDC + 2 && hasHookedHandles) {
                    return true;
                }
            } else if (opcode <= Opcodes.JSR || opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
                if (b[at + 1] < 0) {
                    return true;   // backwards
                }
            } else if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
                firstRead = firstRead < 0 ? at : firstRead;
            } else if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
                if (firstRead >= 0 && isReadBefore(firstRead, at, start)) {
                    return true;
                }
            } else if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
                int index = Instructions.readShort(b, at + 1);
                if (called.isHooked(index) || called.isNamed(index, method, method + 2)) {
                    return true;
                }
            } else if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT || opcode == Opcodes.TABLESWITCH
                    || opcode == Opcodes.LOOKUPSWITCH || opcode == WIDE || opcode >= 200 || opcode == Opcodes.INVOKEDYNAMIC && hasHookedHandles) {
                return true;
            }
        }
        return false;
    }

    private boolean isReadBefore(int from, int write, int start) {
        int field = reader.readUnsignedShort(write + 1);
        for (int at = from; at < write; at += Instructions.length(classFile, start, at - start)) {
            int opcode = reader.readByte(at);
            if ((opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) && reader.readUnsignedShort(at + 1) == field) {
                return true;
            }
        }
        return false;
    }

    private boolean hasHandler(int at) {
        int count = reader.readUnsignedShort(at);
        for (int i = 0; i < count; i++) {
            if (ErrorPlaces.catches(reader.readClass(at + 8 + 8 * i, buffer))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasHookedHandles() {
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == TAG_METHOD_HANDLE && reader.readByte(item) >= Opcodes.H_INVOKEVIRTUAL
                    && called.isHooked(reader.readUnsignedShort(item + 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * javac writes a constant for each call of a method with a polymorphic signature, and the VM links each constant by running
     * Java code. Methods that are rewritten share equal ones, and a debug replay rewrites all, so recordings have to.
     */
    private boolean repeatsLinkedCalls() {
        int count = 0;
        int[] linked = new int[16];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item == 0 || reader.readByte(item - 1) != TAG_METHOD || !isLinkedByJava(reader.readClass(item, buffer))) {
                continue;
            }
            int call = reader.readInt(item);
            for (int j = 0; j < count; j++) {
                if (linked[j] == call) {
                    return true;
                }
            }
            if (count == linked.length) {
                linked = Arrays.copyOf(linked, count * 2);
            }
            linked[count++] = call;
        }
        return false;
    }

    private static boolean isLinkedByJava(String owner) {
        return owner.equals("java/lang/invoke/VarHandle") || owner.equals("java/lang/invoke/MethodHandle");
    }
}
