package dev.backstep.tests.benchmarks.workloads;

/** Multiplies two matrices. */
public final class MatrixProduct implements Workload {
    private static final int SIZE = 256;

    private final double[][] left = new double[SIZE][SIZE];
    private final double[][] right = new double[SIZE][SIZE];

    public MatrixProduct() {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                left[i][j] = i + j;
                right[i][j] = i - j;
            }
        }
    }

    @Override
    public long round() {
        double[][] product = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int k = 0; k < SIZE; k++) {
                double factor = left[i][k];
                for (int j = 0; j < SIZE; j++) {
                    product[i][j] += factor * right[k][j];
                }
            }
        }
        return (long) product[3][4];
    }
}
