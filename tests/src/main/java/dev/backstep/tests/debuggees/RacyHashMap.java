package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collections that are not made for threads, under threads: lost entries, exceptions out of the middle of the JDK. */
@Debuggee
public final class RacyHashMap {
    private RacyHashMap() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<Integer, Integer> map = new HashMap<>();
        List<Integer> list = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Work.inThreads(4, index -> {
            for (int i = 0; i < 3_000; i++) {
                try {
                    map.put(index * 3_000 + i, i);
                    list.add(i);
                    text.append(i);
                    if (i % 500 == 0) {
                        int sum = 0;
                        for (int value : list) {
                            sum += value;
                        }
                        Trace.add(sum);
                    }
                } catch (RuntimeException e) {
                    Trace.add(e.getClass().getName().hashCode());
                }
            }
        });
        System.out.println(map.size() + " " + list.size() + " " + text.length());
        Trace.print();
    }
}
