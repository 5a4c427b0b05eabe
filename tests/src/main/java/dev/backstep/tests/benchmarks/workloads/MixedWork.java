package dev.backstep.tests.benchmarks.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code MixedWork SECONDS THREADS}: threads that compute, lock, allocate, ask the clock and now and then read a file, all together 500
 * times a second, like a service that is not busy. So the work is proportional to the length, whatever else the machine does and
 * however many threads share it.
 */
public final class MixedWork {
    private static final int ACCOUNT_COUNT = 64;
    private static final int ROUNDS_EACH_SECOND = 500;

    private final long[] balances = new long[ACCOUNT_COUNT];
    private final Map<String, Integer> words = new HashMap<>();
    private final Path file = Path.of("numbers.txt");
    private final int roundCount;
    private final int pauseMillis;
    private long transferCount;

    private MixedWork(int seconds, int threadCount) throws IOException {
        roundCount = seconds * ROUNDS_EACH_SECOND / threadCount;
        pauseMillis = threadCount * 1_000 / ROUNDS_EACH_SECOND;
        Files.writeString(file, "1 2 3 4 5 6 7 8\n".repeat(100));
    }

    public static void main(String[] arguments) throws Exception {
        int threadCount = Integer.parseInt(arguments[1]);
        MixedWork work = new MixedWork(Integer.parseInt(arguments[0]), threadCount);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < threadCount; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().name("worker-" + i).start(() -> work.run(number)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(work.transferCount + " transfers, " + work.words.size() + " words");
        System.out.println(RunWorkload.footprint());
    }

    private void run(int number) {
        Random random = new Random(number);
        long nextNanos = System.nanoTime();
        for (int round = 0; round < roundCount; round++) {
            for (int i = 0; i < 200; i++) {
                transfer(random.nextInt(ACCOUNT_COUNT), random.nextInt(ACCOUNT_COUNT), random.nextInt(100));
            }
            count(random);
            if (round % 50 == 0) {
                read();
            }
            nextNanos += pauseMillis * 1_000_000L;
            LockSupport.parkNanos(nextNanos - System.nanoTime());
        }
    }

    private synchronized void transfer(int from, int to, int amount) {
        balances[from] -= amount;
        balances[to] += amount;
        transferCount++;
    }

    private void count(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        synchronized (words) {
            for (int i = 0; i + 2 <= text.length(); i++) {
                words.merge(text.substring(i, i + 2), 1, Integer::sum);
            }
        }
    }

    private void read() {
        try {
            long sum = 0;
            for (String line : Files.readAllLines(file)) {
                for (String word : line.split(" ")) {
                    sum += Integer.parseInt(word);
                }
            }
            transfer(0, 1, (int) (sum % 7));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
