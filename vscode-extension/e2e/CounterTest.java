package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CounterTest {
    @Test
    void averageOfTwoPrices() {
        Counter counter = new Counter();
        counter.add("tea", 3);
        counter.add("bread", 4);
        int average = counter.average();
        assertEquals(3, average);
    }
}
