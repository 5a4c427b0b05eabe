package dev.backstep.tests.support;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Becomes another program that may not make some system calls, as in a locked-down container: {@code Confined ptrace,userfaultfd
 * PROGRAM ARGUMENT...}. Those fail with EPERM, in its children, too. By a filter of seccomp(2), which needs no rights.
 */
@SuppressWarnings("restricted")
public final class Confined {
    /** Of x86-64. */
    private static final Map<String, Integer> NUMBERS = Map.of("ptrace", 101, "process_vm_readv", 310, "process_vm_writev", 311,
            "userfaultfd", 323, "unshare", 272, "setns", 308);
    private static final String PAGEMAP_SCAN = "pagemap-scan";
    private static final int IOCTL = 16;
    private static final int PAGEMAP_SCAN_REQUEST = 0xc0606610;
    private static final int EPERM = 1;
    // include/uapi/linux/prctl.h, seccomp.h, bpf_common.h
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final long SECCOMP_MODE_FILTER = 2;
    private static final int RET_ALLOW = 0x7fff0000;
    private static final int RET_ERRNO = 0x00050000;
    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    /** In struct seccomp_data: the number of the call; the lower half of its second argument. */
    private static final int NUMBER_OFFSET = 0;
    private static final int REQUEST_OFFSET = 24;

    private static final Linker LINKER = Linker.nativeLinker();

    private Confined() { }

    /** One instruction of struct sock_filter. */
    private record Instruction(int code, int ifTrue, int ifFalse, int operand) { }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            forbid(filter(List.of(arguments[0].split(","))), arena);
            List<String> command = Arrays.asList(arguments).subList(1, arguments.length);
            MemorySegment words = arena.allocate(ValueLayout.ADDRESS, command.size() + 1);
            for (int i = 0; i < command.size(); i++) {
                words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
            }
            int failed = (int) function("execv", ValueLayout.ADDRESS, ValueLayout.ADDRESS).invokeExact(arena.allocateFrom(command.getFirst()), words);
            throw new IllegalStateException("cannot execute " + command.getFirst() + ": " + failed);
        }
    }

    private static List<Instruction> filter(List<String> names) {
        List<Instruction> filter = new ArrayList<>();
        Instruction refuse = new Instruction(RETURN, 0, 0, RET_ERRNO | EPERM);
        for (String name : names) {
            filter.add(new Instruction(LOAD, 0, 0, NUMBER_OFFSET));
            if (name.equals(PAGEMAP_SCAN)) {
                filter.add(new Instruction(JUMP_IF_EQUAL, 0, 3, IOCTL));
                filter.add(new Instruction(LOAD, 0, 0, REQUEST_OFFSET));
                filter.add(new Instruction(JUMP_IF_EQUAL, 0, 1, PAGEMAP_SCAN_REQUEST));
            } else {
                filter.add(new Instruction(JUMP_IF_EQUAL, 0, 1, NUMBERS.get(name)));
            }
            filter.add(refuse);
        }
        filter.add(new Instruction(RETURN, 0, 0, RET_ALLOW));
        return filter;
    }

    private static void forbid(List<Instruction> filter, Arena arena) throws Throwable {
        MemorySegment code = arena.allocate(8L * filter.size(), 8);
        for (int i = 0; i < filter.size(); i++) {
            Instruction instruction = filter.get(i);
            code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) instruction.code);
            code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) instruction.ifTrue);
            code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) instruction.ifFalse);
            code.set(ValueLayout.JAVA_INT, 8L * i + 4, instruction.operand);
        }
        MemorySegment program = arena.allocate(16, 8);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) filter.size());
        program.set(ValueLayout.ADDRESS, 8, code);
        MethodHandle prctl = function("prctl", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        if ((int) prctl.invokeExact(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0
                || (int) prctl.invokeExact(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program.address(), 0L, 0L) != 0) {
            throw new IllegalStateException("this machine has no seccomp");
        }
    }

    private static MethodHandle function(String name, ValueLayout... parameters) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }
}
