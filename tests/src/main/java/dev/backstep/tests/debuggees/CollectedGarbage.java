package dev.backstep.tests.debuggees;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Direct buffers, freed by the collector, until their limit is reached. */
@Debuggee(vmOptions = {"-XX:MaxDirectMemorySize=16m", "-Xmx64m"}, output = Debuggee.Output.SAME)
public final class CollectedGarbage {
    private CollectedGarbage() {
    }

    public static void main(String[] arguments) {
        long sum = 0;
        for (int i = 0; i < 100; i++) {
            sum += ByteBuffer.allocateDirect(1 << 20).putInt(0, i).getInt(0);
        }
        System.out.println(sum);
        List<ByteBuffer> kept = new ArrayList<>();
        try {
            while (true) {
                kept.add(ByteBuffer.allocateDirect(1 << 20));
            }
        } catch (OutOfMemoryError e) {
            System.out.println(kept.size() + " fit in");
        }
    }
}
