package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** System calls by number, through syscall(2) of the C library. */
@SuppressWarnings("restricted")   // the command line grants native access
final class Syscall {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Syscall() { }

    /** Up to six arguments. @return the result, or the negative errno */
    static long raw(int number, long... arguments) {
        MemorySegment state = CAPTURED.get();
        try {
            long result = (long) SYSCALL.invokeExact(state, (long) number, argument(arguments, 0), argument(arguments, 1),
                    argument(arguments, 2), argument(arguments, 3), argument(arguments, 4), argument(arguments, 5));
            return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO_OFFSET) : result;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call syscall(2)", e);
        }
    }

    private static long argument(long[] arguments, int index) {
        return index < arguments.length ? arguments[index] : 0;
    }

    /** @throws SyscallException if the call fails; {@code name} goes into its message */
    static long call(String name, int number, long... arguments) {
        return check(name, raw(number, arguments));
    }

    static long check(String name, long result) {
        if (Errno.isError(result)) {
            throw new SyscallException(name, (int) -result);
        }
        return result;
    }
}
