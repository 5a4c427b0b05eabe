package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import java.util.Optional;

/**
 * What the last call in the line before returned to the innermost frame that counts steps; see {@code ReturnHooks} of the instrumenter.
 *
 * @param method name
 * @param value null for a null
 */
public record ReturnedValue(String method, Value value) {
    /** @param state the runtime's {@code BackstepThread}. @return empty if nothing was called there */
    static Optional<ReturnedValue> of(ObjectReference state) {
        int depth = Fields.integer(state, "depth");
        if (depth > 0 && Fields.read(state, "frames") instanceof ArrayReference frames && frames.length() > depth
                && frames.getValue(depth) instanceof ObjectReference frame) {
            // At the beginning of a line: of the line before. In the middle of one nobody has stepped over anything.
            long before = Fields.longInteger(frame, "before");
            boolean isOfLineBefore = before >= 0 && Fields.longInteger(frame, "returnedAt") > before;
            String call = Fields.string(frame, "returnedCall");
            return isOfLineBefore && call != null ? Optional.of(read(frame, call)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static ReturnedValue read(ObjectReference frame, String call) {
        int end = call.lastIndexOf(' ');
        long bits = Fields.longInteger(frame, "returnedBits");
        VirtualMachine vm = frame.virtualMachine();
        Value value = switch (call.charAt(end + 1)) {
            case 'Z' -> vm.mirrorOf(bits != 0);
            case 'B' -> vm.mirrorOf((byte) bits);
            case 'C' -> vm.mirrorOf((char) bits);
            case 'S' -> vm.mirrorOf((short) bits);
            case 'I' -> vm.mirrorOf((int) bits);
            case 'J' -> vm.mirrorOf(bits);
            case 'F' -> vm.mirrorOf(Float.intBitsToFloat((int) bits));
            case 'D' -> vm.mirrorOf(Double.longBitsToDouble(bits));
            default -> Fields.object(frame, "returnedObject");
        };
        return new ReturnedValue(call.substring(0, end), value);
    }
}
