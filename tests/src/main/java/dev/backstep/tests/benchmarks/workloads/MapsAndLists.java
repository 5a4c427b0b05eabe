package dev.backstep.tests.benchmarks.workloads;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Maps, lists, sorting, streams. */
public final class MapsAndLists implements Workload {
    @Override
    public long round() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 300_000; i++) {
            counts.merge(i * 31 % 50_021, 1, Integer::sum);
        }
        Random random = new Random(1);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            words.add(Integer.toString(random.nextInt(), 36));
        }
        words.sort(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()));
        TreeMap<String, Integer> sorted = new TreeMap<>();
        for (String word : words) {
            sorted.put(word, word.length());
        }
        Map<Integer, Long> lengths = words.stream().filter(word -> word.charAt(0) != '-').collect(Collectors.groupingBy(String::length, Collectors.counting()));
        return counts.size() + sorted.firstKey().hashCode() + lengths.hashCode();
    }
}
