package dev.backstep.tests.debuggees;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** C functions that only compute, one of which calls back. They run natively on both sides. */
@Debuggee(output = Debuggee.Output.SAME, vmOptions = "--enable-native-access=ALL-UNNAMED")
public final class ForeignCalls {
    private ForeignCalls() {
    }

    public static void main(String[] arguments) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle strlen = linker.downcallHandle(linker.defaultLookup().findOrThrow("strlen"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            System.out.println((long) strlen.invokeExact(arena.allocateFrom("seven c")));
            MethodHandle compare = MethodHandles.lookup().findStatic(ForeignCalls.class, "compare",
                    MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
            MemorySegment callback = linker.upcallStub(compare, FunctionDescriptor.of(ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT), ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT)), arena);
            MethodHandle qsort = linker.downcallHandle(linker.defaultLookup().findOrThrow("qsort"),
                    FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
            MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_INT, 5, 3, 9, 1);
            qsort.invokeExact(numbers, 4L, 4L, callback);
            System.out.println(java.util.Arrays.toString(numbers.toArray(ValueLayout.JAVA_INT)));
        }
    }

    static int compare(MemorySegment left, MemorySegment right) {
        return Integer.compare(left.get(ValueLayout.JAVA_INT, 0), right.get(ValueLayout.JAVA_INT, 0));
    }
}
