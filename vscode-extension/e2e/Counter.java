package shop;

import java.util.ArrayList;
import java.util.List;

/** Sums prices up and fails on the last one: something to walk back from. */
public final class Counter {
    private int total;
    private final List<String> seen = new ArrayList<>();

    void add(String name, int price) {
        seen.add(name);
        total += price;
        System.out.println(name + " makes " + total);
    }

    int average() {
        return total / (seen.size() - 3);
    }

    public static void main(String[] args) {
        Counter counter = new Counter();
        counter.add("tea", 3);
        counter.add("bread", 4);
        counter.add("butter", -2);
        int average = counter.average();
        System.out.println("average " + average);
    }
}
