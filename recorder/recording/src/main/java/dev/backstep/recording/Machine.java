package dev.backstep.recording;

/**
 * The machine, or the container, as a JVM sees it. The VM chooses collector, heap size and threads by it, so a replay
 * elsewhere has to be told.
 *
 * @param processorCount that the debuggee may use
 * @param memoryBytes that the debuggee may use; 0 if unknown
 */
public record Machine(int processorCount, long memoryBytes) {
    public static final Machine UNKNOWN = new Machine(0, 0);

    /** HotSpot's is_server_class_machine (share/runtime/os.cpp, JDK 25): 2 GB, of which 256 MB may be missing. */
    private static final int SERVER_PROCESSORS = 2;
    private static final long SERVER_MEMORY_BYTES = (2048L - 256) << 20;

    /** Whether the VM takes G1, not Serial, if nobody says which collector to use. */
    public boolean isServer() {
        return processorCount >= SERVER_PROCESSORS && memoryBytes >= SERVER_MEMORY_BYTES;
    }
}
