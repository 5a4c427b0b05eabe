package dev.backstep.tests.debuggees;

/** Four threads that count without protection: a static field, an instance field, an array, a long. */
@Debuggee
public final class LostUpdates {
    private static int staticCount;
    private static long sum;
    private int instanceCount;

    private LostUpdates() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        LostUpdates object = new LostUpdates();
        int[] array = new int[2];
        Work.inThreads(4, index -> {
            for (int i = 0; i < 100_000; i++) {
                staticCount++;
                object.instanceCount++;
                array[i & 1]++;
                sum += i;
            }
            Trace.add(staticCount);
        });
        System.out.println(staticCount + " " + object.instanceCount + " " + array[0] + " " + array[1] + " " + sum);
        Trace.print();
    }
}
