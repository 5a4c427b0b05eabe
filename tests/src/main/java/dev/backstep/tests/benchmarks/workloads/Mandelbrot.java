package dev.backstep.tests.benchmarks.workloads;

/** Counts iterations of the Mandelbrot set: a loop whose end depends on floating point numbers. */
public final class Mandelbrot implements Workload {
    private static final int SIZE = 300;
    private static final int LIMIT = 200;

    @Override
    public long round() {
        long total = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                total += iterations(2.0 * x / SIZE - 1.5, 2.0 * y / SIZE - 1.0);
            }
        }
        return total;
    }

    private static int iterations(double real, double imaginary) {
        double a = real;
        double b = imaginary;
        int count = 0;
        while (count < LIMIT && a * a + b * b < 4.0) {
            double next = a * a - b * b + real;
            b = 2 * a * b + imaginary;
            a = next;
            count++;
        }
        return count;
    }
}
