package java.lang;

/**
 * Memory that the recording keeps in reserve: when the heap is full, there must be room to find out where the program stood.
 * With G1 that takes a whole region.
 */
final class BackstepRoom {
    /** Below half a region, so that they are not allocated one by one. */
    private static final int PIECE_BYTES = 400 << 10;
    private static final long SMALLEST_REGION_BYTES = 1 << 20;
    private static final long LARGEST_REGION_BYTES = 32 << 20;
    /** G1 aims at so many regions. */
    private static final int REGIONS = 2048;
    /** The room in larger heaps takes longer to make: not while the program starts. */
    private static final long SMALL_HEAP_BYTES = 256 << 20;

    private static byte[][] pieces;
    private static int count;

    private BackstepRoom() { }

    static void activate() {
        long heap = BackstepRaw.java_lang_Runtime$$maxMemory(Runtime.getRuntime());
        long region = Math.min(LARGEST_REGION_BYTES, Math.max(SMALLEST_REGION_BYTES, heap / REGIONS));
        count = (int) (region * 5 / 4 / PIECE_BYTES + 1);
        if (heap <= SMALL_HEAP_BYTES) {
            renew();
        }
    }

    /** Makes it again if it has been left and memory is free. Not by trial: the VM has only a few errors with a stack trace. */
    static void renew() {
        if (pieces != null) {
            return;
        }
        Runtime r = Runtime.getRuntime();
        long free = BackstepRaw.java_lang_Runtime$$maxMemory(r) - BackstepRaw.java_lang_Runtime$$totalMemory(r) + BackstepRaw.java_lang_Runtime$$freeMemory(r);
        if (free > 4L * count * PIECE_BYTES) {
            byte[][] made = new byte[count][];
            for (int i = 0; i < count; i++) {
                made[i] = new byte[PIECE_BYTES];
            }
            pieces = made;
        }
    }

    static void leave() {
        pieces = null;
    }
}
