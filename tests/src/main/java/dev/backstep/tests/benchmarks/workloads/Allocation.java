package dev.backstep.tests.benchmarks.workloads;

/** Allocates trees and drops them: the collector works. */
public final class Allocation implements Workload {
    private record Node(Node left, Node right, byte[] load) {
        int count() {
            return left == null ? 1 : 1 + left.count() + right.count();
        }
    }

    @Override
    public long round() {
        long count = 0;
        for (int i = 0; i < 8; i++) {
            count += tree(14).count();
        }
        return count;
    }

    private static Node tree(int depth) {
        return depth == 0 ? new Node(null, null, null) : new Node(tree(depth - 1), tree(depth - 1), new byte[depth * 4]);
    }
}
