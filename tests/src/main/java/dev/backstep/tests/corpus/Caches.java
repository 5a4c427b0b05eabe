package dev.backstep.tests.corpus;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;

/** Guava's and Caffeine's caches under four threads: bounded, expiring, with soft and weak values, with statistics. */
public final class Caches {
    private static final int THREAD_COUNT = 4;

    private Caches() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        var guava = CacheBuilder.newBuilder().maximumSize(200).expireAfterWrite(Duration.ofMillis(20)).softValues().recordStats()
                .build(CacheLoader.from((Integer key) -> "guava " + key + " " + System.nanoTime() % 1_000));
        var caffeine = Caffeine.newBuilder().maximumSize(200).expireAfterAccess(Duration.ofMillis(20)).weakValues().recordStats()
                .build((Integer key) -> "caffeine " + key);
        var weighted = Caffeine.newBuilder().maximumWeight(5_000).weigher((Integer key, String value) -> value.length()).<Integer, String>build();
        Thread[] threads = new Thread[THREAD_COUNT];
        for (int i = 0; i < THREAD_COUNT; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                Random random = new Random();
                for (int round = 0; round < 5_000; round++) {
                    int key = (int) Math.abs(random.nextGaussian() * 200);
                    guava.getUnchecked(key);
                    caffeine.get(key);
                    weighted.get(key, k -> "x".repeat(k % 50));
                    if (round % 500 == number) {
                        guava.invalidate(key);
                        caffeine.refresh(key);
                    }
                }
            }, "user-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        weighted.cleanUp();
        System.out.println(guava.stats() + " " + guava.size());
        System.out.println(caffeine.stats().requestCount() + " " + caffeine.stats().loadCount() + " " + caffeine.estimatedSize());
        System.out.println(weighted.estimatedSize() + " " + sorted(weighted.asMap()).hashCode());
        System.out.println(ImmutableMap.copyOf(sorted(guava.asMap())).hashCode());
    }

    private static Map<Integer, String> sorted(ConcurrentMap<Integer, String> map) {
        return new TreeMap<>(map);
    }
}
