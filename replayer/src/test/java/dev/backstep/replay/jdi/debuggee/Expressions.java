package dev.backstep.replay.jdi.debuggee;

import static dev.backstep.replay.jdi.debuggee.Imported.GREETING;
import static dev.backstep.replay.jdi.debuggee.Imported.counter;
import static dev.backstep.replay.jdi.debuggee.Imported.twice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Locals, fields and methods of all kinds, for expressions. */
public final class Expressions extends Base {
    static int created;
    private static final long SECRET = 1L << 40;

    private int count = 7;
    private String hidden = "own";
    private final int[] numbers = {1, 2, 3};
    private final String[][] grid = {{"a", "b"}, {"c"}};
    private Integer boxed = 42;
    private final List<String> names = new ArrayList<>(List.of("ann", "bob"));
    private Object nothing;

    /** A record with a nested one. */
    public record Point(int x, int y) { }

    /** Two points. */
    public record Segment(Point from, Point to) { }

    /** Colours. */
    public enum Colour {
        RED, GREEN
    }

    /** Needs an instance around it. */
    public final class Inner {
        final int extra;

        public Inner(int extra) {
            this.extra = extra;
        }

        int sum() {
            return count + extra;
        }

        void stop() {
            int count = 100;
            Stop.here();
            created += count;
        }
    }

    @Override
    protected String describe() {
        return "derived";
    }

    static String pick(Object o) {
        return "Object";
    }

    static String pick(String s) {
        return "String";
    }

    static String pick(int i) {
        return "int";
    }

    static String pick(long l) {
        return "long";
    }

    static String pick(Integer i) {
        return "Integer";
    }

    static String pick(CharSequence a, Object b) {
        return "CharSequence, Object";
    }

    static String pick(String a, Object b) {
        return "String, Object";
    }

    static String wide(double d) {
        return "double";
    }

    static String wide(Object o) {
        return "Object";
    }

    static String many(String head, Object... rest) {
        return head + rest.length;
    }

    static String many(String head) {
        return head + "!";
    }

    static int sum(int... numbers) {
        return Arrays.stream(numbers).sum();
    }

    int increase() {
        return ++count;
    }

    static String fails() {
        throw new IllegalStateException("broken");
    }

    static int forever() {
        int n = 0;
        while (created >= 0) {
            n++;
        }
        return n;
    }

    private <T> T same(T value) {
        return value;
    }

    void run(String argument, Function<Integer, Integer> function) {
        byte small = 3;
        short middle = 300;
        char letter = 'x';
        int i = 5;
        long big = 5_000_000_000L;
        float single = 1.5f;
        double real = 2.25;
        boolean yes = true;
        Object text = "some text";
        Object point = new Point(3, 4);
        Object segment = new Segment(new Point(0, 0), new Point(3, 4));
        Colour colour = Colour.GREEN;
        Map<String, Integer> ages = new HashMap<>(Map.of("ann", 30));
        Inner inner = new Inner(5);
        List<Point> points = List.of(new Point(1, 2), new Point(3, 4));
        Base base = this;
        Stop.here();
        created += small + middle + letter + i + (int) big + (int) single + (int) real + (yes ? 1 : 0) + text.hashCode() + point.hashCode()
                + segment.hashCode() + colour.ordinal() + ages.size() + inner.sum() + points.size() + base.inherited + argument.length()
                + function.apply(1) + twice(counter) + GREETING.length() + grid.length + numbers.length + boxed + names.size() + hidden.length()
                + String.valueOf(nothing).length() + same(1) + (int) SECRET;
    }

    public static void main(String[] args) {
        Expressions expressions = new Expressions();
        expressions.run("argument", n -> n + 1);
        expressions.new Inner(9).stop();
        int captured = 77;
        Runnable lambda = () -> {
            Stop.here();
            created += captured;
        };
        lambda.run();
        new Object() {
            private final int own = 5;

            void anonymous() {
                Stop.here();
                created += captured + own;
            }
        }.anonymous();
    }
}
