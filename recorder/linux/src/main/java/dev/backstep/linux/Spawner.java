package dev.backstep.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Starts processes by posix_spawn(3), and ends them. Unlike {@code ProcessBuilder}, it waits for nobody behind our
 * back.
 */
@SuppressWarnings("restricted")   // the command line grants native access
public final class Spawner {
    public static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    private static final int WALL = 0x40000000;
    /** {@code posix_spawn_file_actions_t} of glibc has 80 bytes, that of musl 84. */
    private static final int FILE_ACTIONS_BYTES = 256;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final MethodHandle SPAWN = handle("posix_spawn", POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle INITIALIZE = handle("posix_spawn_file_actions_init", POINTER);
    private static final MethodHandle DESTROY = handle("posix_spawn_file_actions_destroy", POINTER);
    private static final MethodHandle DUPLICATE =
            handle("posix_spawn_file_actions_adddup2", POINTER, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    /** glibc 2.29, musl 1.1.24. */
    private static final MethodHandle CHANGE_DIRECTORY = handle("posix_spawn_file_actions_addchdir_np", POINTER, POINTER);

    /** glibc 2.34; musl and older ones leave our descriptors, which Java opens without O_CLOEXEC, to the child. */
    private static final Optional<MethodHandle> CLOSE_FROM = optional("posix_spawn_file_actions_addclosefrom_np", POINTER, ValueLayout.JAVA_INT);
    private static final int FIRST_OF_OURS = 3;

    private Spawner() { }

    private static Optional<MethodHandle> optional(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker().defaultLookup().find(name).map(_ -> handle(name, parameters));
    }

    private static MethodHandle handle(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /**
     * Starts a program; it has begun to run when this returns. The caller ends it and calls {@link #reap}.
     *
     * @param command     absolute path of the program, and its arguments
     * @param environment {@code NAME=VALUE}
     * @param output      gets standard output and error, appended; standard input is empty
     */
    public static int spawn(List<String> command, List<String> environment, Path output) {
        try (Descriptor input = Descriptor.open("/dev/null", Descriptor.O_RDONLY);
                Descriptor out = Descriptor.open(output.toString(),
                        Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_APPEND)) {
            return spawn(command, environment, Path.of("").toAbsolutePath(), Arrays.asList(input, out, out));
        }
    }

    /** @param standard what become its descriptors 0, 1 and 2; null for ours */
    static int spawn(List<String> command, List<String> environment, Path directory, List<Descriptor> standard) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(FILE_ACTIONS_BYTES, 8);
            MemorySegment pid = arena.allocate(8, 8);
            check("posix_spawn_file_actions_init", (int) INITIALIZE.invokeExact(actions));
            for (int i = 0; i < standard.size(); i++) {
                if (standard.get(i) != null) {
                    check("adddup2", (int) DUPLICATE.invokeExact(actions, standard.get(i).number(), i));
                }
            }
            check("addchdir", (int) CHANGE_DIRECTORY.invokeExact(actions, arena.allocateFrom(directory.toString())));
            if (CLOSE_FROM.isPresent()) {
                check("addclosefrom", (int) CLOSE_FROM.get().invokeExact(actions, FIRST_OF_OURS));
            }
            int result = (int) SPAWN.invokeExact(pid, arena.allocateFrom(command.getFirst()), actions, MemorySegment.NULL,
                    strings(arena, command), strings(arena, environment));
            int ignored = (int) DESTROY.invokeExact(actions);
            check("posix_spawn of " + command.getFirst(), result);
            return pid.get(ValueLayout.JAVA_INT, 0);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call posix_spawn(3)", e);
        }
    }

    private static void check(String name, int errno) {
        if (errno != 0) {
            throw new SyscallException(name, errno);
        }
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment pointers = arena.allocate(8L * (strings.size() + 1), 8);
        for (int i = 0; i < strings.size(); i++) {
            pointers.setAtIndex(ValueLayout.JAVA_LONG, i, arena.allocateFrom(strings.get(i)).address());
        }
        return pointers;
    }

    /** kill(2). A process that is gone is no error. */
    public static void kill(int pid, int signal) {
        long result = Syscall.raw(SyscallNumbers.KILL, pid, signal);
        if (result != -Errno.ESRCH) {
            Syscall.check("kill of " + pid, result);
        }
    }

    /**
     * Waits until a child of this process, or a tracee of this thread, has ended. One that is no child counts as ended.
     *
     * @return its exit status, 128 + N if signal N ended it; 0 if it was no child
     */
    public static int reap(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(8, 8);
            while (true) {
                long result = Syscall.raw(SyscallNumbers.WAIT4, pid, status.address(), WALL, 0);
                if (result == -Errno.ECHILD) {
                    return 0;
                }
                if (result != -Errno.EINTR) {
                    Syscall.check("wait4 for " + pid, result);
                    Stop stop = new Stop(status.get(ValueLayout.JAVA_INT, 0));
                    if (stop.ended()) {
                        return stop.exitStatus();
                    }
                }
            }
        }
    }

    /** geteuid(2). */
    public static int effectiveUser() {
        return (int) Syscall.raw(SyscallNumbers.GETEUID);
    }

    /** getgid(2). */
    public static int group() {
        return (int) Syscall.raw(SyscallNumbers.GETGID);
    }
}
