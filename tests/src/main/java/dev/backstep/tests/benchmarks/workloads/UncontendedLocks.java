package dev.backstep.tests.benchmarks.workloads;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Locks that nobody else wants: synchronized, StringBuffer, ReentrantLock, ConcurrentHashMap. */
public final class UncontendedLocks implements Workload {
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
    private long count;

    @Override
    public long round() {
        StringBuffer buffer = new StringBuffer();
        for (int i = 0; i < 500_000; i++) {
            add(i);
            buffer.append('x');
            if ((i & 1_023) == 0) {
                buffer.setLength(0);
            }
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
            map.merge(i & 8_191, 1, Integer::sum);
        }
        return count + buffer.length();
    }

    private synchronized void add(int value) {
        count += value;
    }
}
