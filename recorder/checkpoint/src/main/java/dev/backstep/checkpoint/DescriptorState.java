package dev.backstep.checkpoint;

/**
 * An open file descriptor in a checkpoint.
 *
 * @param target   what {@code /proc/PID/fd} says
 * @param position in the file, bytes
 * @param flags    of open(2), O_CLOEXEC among them
 * @param detail   port of a LISTENER, counter of an EVENT_COUNTER
 */
record DescriptorState(int number, Kind kind, String target, long position, int flags, long detail) {
    /** The order is part of the file format. */
    enum Kind { FILE, LISTENER_IPV4, LISTENER_IPV6, SOCKET, EVENT_COUNTER, POLL, OTHER }

    boolean isPipe() {
        return target.startsWith("pipe:");
    }
}
