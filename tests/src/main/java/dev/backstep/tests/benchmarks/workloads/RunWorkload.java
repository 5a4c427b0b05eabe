package dev.backstep.tests.benchmarks.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code RunWorkload NAME ROUNDS}: runs the workload and prints {@code work NANOS steady NANOS}: the time of all rounds, and the median
 * of the second half of them, which is free of most of the compiling; then {@code cpu NANOS peak BYTES}: processor time and largest
 * memory of this process, as Linux counts them.
 */
public final class RunWorkload {
    private RunWorkload() {
    }

    public static void main(String[] arguments) throws Exception {
        Workload workload = (Workload) Class.forName(RunWorkload.class.getPackageName() + "." + arguments[0]).getDeclaredConstructor().newInstance();
        long[] nanos = new long[Integer.parseInt(arguments[1])];
        long result = 0;
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            result = result * 31 + workload.round();
            nanos[i] = System.nanoTime() - start;
        }
        long all = Arrays.stream(nanos).sum();
        long[] late = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(late);
        System.out.println("work " + all + " steady " + late[late.length / 2] + " result " + result + " " + footprint() + " " + workload.measured());
        System.exit(0);
    }

    /** Processor time and largest memory of this process. */
    static String footprint() throws IOException {
        return "cpu " + processorNanos() + " peak " + peakBytes();
    }

    /** Fields 14 and 15 of /proc/self/stat, in units of 10 ms (proc(5), sysconf _SC_CLK_TCK). */
    private static long processorNanos() throws IOException {
        String text = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000_000;
    }

    private static long peakBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).findFirst().orElse(0);
    }
}
