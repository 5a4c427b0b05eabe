package dev.backstep.tests.debuggees;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Memory outside the heap up to its limit; every second buffer is let go, so how many there were is up to the collector. */
@Debuggee(vmOptions = "-XX:MaxDirectMemorySize=20m")
public final class DirectMemory {
    private static final int BUFFER_BYTES = 1 << 20;

    private DirectMemory() {
    }

    public static void main(String[] arguments) {
        for (int i = 0; i < 2; i++) {
            System.out.println(fill(new ArrayList<>()));
        }
        try {
            System.out.println(ByteBuffer.allocateDirect(Integer.MAX_VALUE));
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
    }

    private static String fill(List<ByteBuffer> kept) {
        for (int count = 0;; count++) {
            try {
                ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
                if (count % 2 == 0) {
                    kept.add(buffer);
                }
            } catch (OutOfMemoryError e) {
                return count + " " + e.getMessage();
            }
        }
    }
}
