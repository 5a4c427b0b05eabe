/**
 * Linux seen from Java: system calls through {@code java.lang.foreign}, and what {@code /proc} says. x86-64 only.
 *
 * <pre>
 *  Syscall          one system call by number; the only user of {@code Linker}, with Spawner
 *  Descriptor       an open file descriptor of this process
 *  Ptrace           stopping, reading and changing threads of another process
 *  RemoteMemory     reading and writing its memory
 *  Userfaultfd      write-watch on its memory      Pages         which pages it has, and which it wrote
 *  ProcFiles        what /proc tells about it      Spawner       starting one that no reaper of the JDK waits for
 * </pre>
 *
 * <p>A call that fails throws {@link dev.backstep.linux.SyscallException} with the name of the errno. Constants of the
 * kernel carry the header or the man page that they come from; the sources meant are those of Linux 6.12.
 */
package dev.backstep.linux;
