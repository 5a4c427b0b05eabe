package dev.backstep.instrument;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The places in one class where a replay throws an error of the VM (the stack or the heap was at its end). The recording knows a
 * place as a bytecode index in the instrumented class that it ran; so that class is written again, and asked which instruction
 * of the class file stands there. A call of the runtime goes before that instruction in the class of the replay.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class ErrorPlaces {
    static final String ERRORS = "java/lang/BackstepErrors";
    private static final int AT_ENTRY = -1;
    /** A monitor may tick before it throws; where a handler begins the runtime itself threw. */
    private static final int NOT_FOUND = -2;

    /** Where the instructions of one method are; for each its offset in the class file, and labels before and behind what was inserted. */
    static final class Layout {
        private final int method;
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Integer> lines = new ArrayList<>();
        private final List<Label> starts = new ArrayList<>();
        private final List<Label> instructions = new ArrayList<>();
        private final List<Boolean> handlers = new ArrayList<>();
        private int line = -1;

        private Layout(int method) {
            this.method = method;
        }

        void line(int number) {
            line = number;
        }

        Label before(int offset, int actions) {
            Label start = new Label();
            offsets.add(offset);
            lines.add(line);
            starts.add(start);
            handlers.add((actions & MethodPlan.CATCHES_OVERFLOW) != 0);
            return start;
        }

        Label at() {
            Label instruction = new Label();
            instructions.add(instruction);
            return instruction;
        }

        /** @return offset in the class file, or one of the constants above */
        private int find(int bci, int wantedLine, int[] opcodes) {
            if (bci == 0) {
                return AT_ENTRY;
            }
            int found = -1;
            for (int i = 0; i < offsets.size() && starts.get(i).getOffset() <= bci; i++) {
                found = i;
            }
            if (found < 0 || lines.get(found) != wantedLine || handlers.get(found) && bci < instructions.get(found).getOffset()) {
                return NOT_FOUND;
            }
            int offset = offsets.get(found);
            return opcodes[offset] == Opcodes.MONITORENTER ? NOT_FOUND : offset;
        }
    }

    private final List<String> methods = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<Integer> bcis = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Integer> found = new ArrayList<>();
    private final List<Layout> layouts = new ArrayList<>();

    void add(String method, int line, int bci, int number) {
        methods.add(method);
        lines.add(line);
        bcis.add(bci);
        numbers.add(number);
    }

    /** Whether an exception handler for this type, null for any, may be where an error of the VM is first caught. */
    static boolean catches(String type) {
        return type == null || type.equals("java/lang/Throwable") || type.equals("java/lang/Error") || type.equals("java/lang/VirtualMachineError")
                || type.equals("java/lang/StackOverflowError") || type.equals("java/lang/OutOfMemoryError");
    }

    static void emit(MethodVisitor mv, int number) {
        mv.visitLdcInsn(number);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, ERRORS, "reached", "(I)V", false);
    }

    Layout begin(int method) {
        Layout layout = new Layout(method);
        layouts.add(layout);
        return layout;
    }

    /** The class has been written as the recording ran it: plans get the places. */
    void addTo(MethodPlan[] plans, ClassReader reader, byte[] classFile) {
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = MethodBytes.methods(reader);
        for (int m = 0; m < plans.length; m++) {
            String name = reader.readUTF8(at + 2, buffer);
            int code = MethodBytes.code(reader, at, buffer);
            for (int i = 0; i < methods.size() && code != 0; i++) {
                if (methods.get(i).equals(name)) {
                    add(plans, m, i, new Instructions(classFile, code));
                }
            }
            at = MethodBytes.next(reader, at);
        }
    }

    private void add(MethodPlan[] plans, int method, int place, Instructions code) {
        Layout layout = layout(method);
        int bci = bcis.get(place);
        int offset = layout != null ? layout.find(bci, lines.get(place), opcodesByOffset(code)) : bci == 0 ? AT_ENTRY : isLine(code, bci) ? bci : NOT_FOUND;
        if (offset == NOT_FOUND) {
            return;
        }
        if (plans[method] == null) {
            plans[method] = new MethodPlan(code);
        }
        MethodPlan plan = plans[method];
        if (offset == AT_ENTRY) {
            plan.errorPlacesAtEntry = appended(plan.errorPlacesAtEntry, numbers.get(place));
        } else {
            plan.errorPlaces = appended(appended(plan.errorPlaces, offset), numbers.get(place));
        }
        found.add(numbers.get(place));
    }

    private static boolean isLine(Instructions code, int bci) {
        for (int i = 0; i < code.count; i++) {
            if (code.offsets[i] == bci) {
                return code.opcodes[i] != Opcodes.MONITORENTER;
            }
        }
        return false;
    }

    private static int[] opcodesByOffset(Instructions code) {
        int[] opcodes = new int[code.codeLength];
        for (int i = 0; i < code.count; i++) {
            opcodes[code.offsets[i]] = code.opcodes[i];
        }
        return opcodes;
    }

    private Layout layout(int method) {
        Layout last = null;
        for (int i = 0; i < layouts.size(); i++) {
            last = layouts.get(i).method == method ? layouts.get(i) : last;
        }
        return last;
    }

    private static int[] appended(int[] array, int element) {
        int[] longer = array == null ? new int[1] : java.util.Arrays.copyOf(array, array.length + 1);
        longer[longer.length - 1] = element;
        return longer;
    }

    int[] found() {
        int[] all = new int[found.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = found.get(i);
        }
        return all;
    }
}
