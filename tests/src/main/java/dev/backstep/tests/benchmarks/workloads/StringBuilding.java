package dev.backstep.tests.benchmarks.workloads;

/** Builds strings out of strings and numbers. */
public final class StringBuilding implements Workload {
    @Override
    public long round() {
        StringBuilder builder = new StringBuilder();
        long digest = 0;
        for (int i = 0; i < 300_000; i++) {
            builder.append("item ").append(i).append(", ");
            if (builder.length() > 4_000) {
                digest = digest * 31 + builder.toString().hashCode();
                builder.setLength(0);
            }
        }
        return digest;
    }
}
