package dev.backstep.tests.debuggees;

import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Concurrent maps, queues and lists under four threads. */
@Debuggee
public final class ConcurrentCollections {
    private ConcurrentCollections() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        ConcurrentSkipListMap<Integer, String> sorted = new ConcurrentSkipListMap<>();
        Queue<Integer> queue = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>();
        CopyOnWriteArrayList<Integer> list = new CopyOnWriteArrayList<>();
        Work.inThreads(4, index -> {
            Random random = new Random(index);
            for (int i = 0; i < 2_000; i++) {
                int key = random.nextInt(300);
                map.merge(key, 1, Integer::sum);
                map.computeIfAbsent(key + 1_000, k -> k * 2);
                sorted.put(key, "by " + index);
                queue.add(key);
                deque.addFirst(index);
                if (i % 50 == 0) {
                    list.add(map.size());
                    Trace.add(map.get(key) + sorted.size() * 1_000L);
                    Integer polled = queue.poll();
                    Trace.add(polled == null ? -1 : polled);
                    Trace.add(deque.pollLast());
                    map.remove(key);
                }
            }
        });
        long sum = map.reduceValuesToLong(1, Integer::longValue, 0, Long::sum);
        System.out.println(sum + " " + map.hashCode() + " " + sorted.hashCode() + " " + queue.size() + " " + list.size());
        System.out.println(map.search(10, (k, v) -> v > 10 ? k : null) + " " + map.mappingCount() + " " + sorted.firstEntry());
        for (Map.Entry<Integer, String> entry : sorted.headMap(5).entrySet()) {
            System.out.println(entry);
        }
        Trace.print();
    }
}
