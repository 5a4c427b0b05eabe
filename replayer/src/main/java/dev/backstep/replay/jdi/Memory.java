package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ByteValue;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.session.SessionException;
import java.util.List;

/** The bytes of byte arrays and byte buffers. Those of a direct buffer are outside the heap: reading them runs code. */
final class Memory {
    private final StopState state;

    Memory(StopState state) {
        this.state = state;
    }

    /** @return fewer bytes than asked for at the end; none behind it */
    byte[] read(long id, long offset, int count) {
        if (!(state.handles.container(id) instanceof Container.Held held)) {
            throw new SessionException("Only byte arrays and byte buffers have memory to be read.");
        }
        ObjectReference object = held.object();
        if (object instanceof ArrayReference array && array.type().name().equals("byte[]")) {
            return slice(array, 0, array.length(), offset, count);
        }
        if (!isA(object, "java.nio.ByteBuffer")) {
            throw new SessionException("Only byte arrays and byte buffers have memory to be read.");
        }
        int capacity = Fields.integer(object, "capacity");
        ArrayReference heap = Fields.array(object, "hb");
        return heap != null ? slice(heap, Fields.integer(object, "offset"), capacity, offset, count) : direct(object, capacity, offset, count);
    }

    private static byte[] slice(ArrayReference array, int start, int length, long offset, int count) {
        int size = size(length, offset, count);
        byte[] bytes = new byte[size];
        List<Value> values = size == 0 ? List.of() : array.getValues(start + (int) offset, size);
        for (int i = 0; i < size; i++) {
            bytes[i] = ((ByteValue) values.get(i)).value();
        }
        return bytes;
    }

    private static int size(int length, long offset, int count) {
        if (offset < 0 || count < 0) {
            throw new SessionException("Memory cannot be read at " + offset + ".");
        }
        return (int) Math.max(0, Math.min(count, length - offset));
    }

    /** {@code duplicate}, {@code clear}, {@code get}: the limit of the program's buffer does not matter. */
    private byte[] direct(ObjectReference buffer, int capacity, long offset, int count) {
        int size = size(capacity, offset, count);
        if (size == 0) {
            return new byte[0];
        }
        VirtualMachine vm = state.machine.vm();
        ArrayReference copy = ((ArrayType) state.machine.classes().boot("byte[]")).newInstance(size);
        state.machine.keep(copy);
        ObjectReference whole = (ObjectReference) call(buffer, "duplicate", "()Ljava/nio/ByteBuffer;", List.of());
        call(whole, "clear", "()Ljava/nio/ByteBuffer;", List.of());
        call(whole, "get", "(I[BII)Ljava/nio/ByteBuffer;", List.of(vm.mirrorOf((int) offset), copy, vm.mirrorOf(0), vm.mirrorOf(size)));
        return slice(copy, 0, size, 0, size);
    }

    private Value call(ObjectReference object, String name, String signature, List<Value> arguments) {
        Method method = state.machine.classes().method(object.referenceType(), name, signature);
        return state.machine.invoker().call(object, method, arguments);
    }

    private static boolean isA(ObjectReference object, String className) {
        for (ClassType type = object.referenceType() instanceof ClassType c ? c : null; type != null; type = type.superclass()) {
            if (type.name().equals(className)) {
                return true;
            }
        }
        return false;
    }
}
