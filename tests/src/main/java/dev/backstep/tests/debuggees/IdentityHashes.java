package dev.backstep.tests.debuggees;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Identity hash codes, in print and as an order. */
@Debuggee
public final class IdentityHashes {
    private enum Colour { RED, GREEN, BLUE }

    private IdentityHashes() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(new Object() + " " + new int[0] + " " + System.identityHashCode("text") + " " + Thread.currentThread().hashCode());
        Set<Object> set = new HashSet<>();
        Map<Object, Integer> map = new IdentityHashMap<>();
        for (int i = 0; i < 50; i++) {
            Object key = new Object();
            set.add(key);
            map.put(key, i);
        }
        StringBuilder order = new StringBuilder();
        set.forEach(key -> order.append(map.get(key)).append(' '));
        System.out.println(order);
        System.out.println(Colour.RED.hashCode() + " " + Map.of(Colour.GREEN, 1, Colour.BLUE, 2).hashCode() + " " + IdentityHashes.class.hashCode());
        Work.inThreads(3, index -> {
            for (int i = 0; i < 1_000; i++) {
                Trace.add(new Object().hashCode());
            }
        });
        Trace.print();
    }
}
