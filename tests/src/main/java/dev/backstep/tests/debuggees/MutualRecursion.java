package dev.backstep.tests.debuggees;

import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Stacks that overflow where no method calls itself: two methods in turn, an interface, lambdas, code of the JDK. */
@Debuggee
public final class MutualRecursion {
    private static int depth;
    private static int last;
    private static IntUnaryOperator even;
    private static IntUnaryOperator odd;

    private MutualRecursion() {
    }

    private interface Node {
        int walk(Node other, int level);
    }

    private record Left(int weight) implements Node {
        @Override
        public int walk(Node other, int level) {
            depth = level;
            return other.walk(this, level + 1) + weight;
        }
    }

    private record Right(int weight) implements Node {
        @Override
        public int walk(Node other, int level) {
            depth = level;
            int below = other.walk(this, level + 1);
            last = level;
            return below * weight;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        even = n -> {
            depth = n;
            return odd.applyAsInt(n + 1) + 1;
        };
        odd = n -> {
            depth = n;
            return even.applyAsInt(n + 1) + 2;
        };
        for (int round = 0; round < 10; round++) {
            overflowAll(round);
        }
        for (int round = 0; round < 6; round++) {
            int number = round;
            Thread small = new Thread(null, () -> overflowAll(number), "small", 256 << 10);
            small.start();
            small.join();
        }
    }

    private static void overflowAll(int round) {
        overflow("methods", () -> ping(0));
        overflow("interface", () -> new Left(round).walk(new Right(round), 0));
        overflow("lambdas", () -> even.applyAsInt(0));
        overflow("regex", () -> Pattern.matches("(a|b)*", "ab".repeat(1 << 18)));
    }

    private static void overflow(String name, Runnable task) {
        depth = 0;
        last = 0;
        try {
            task.run();
            System.out.println(name + " ends");
        } catch (StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            System.out.println(name + " " + depth + " " + last + " " + trace.length + " " + trace[0] + " " + trace[1] + " " + trace[trace.length - 1]);
        }
    }

    private static int ping(int level) {
        depth = level;
        return pong(level + 1) + 1;
    }

    private static int pong(int level) {
        depth = level;
        String text = Integer.toString(level);
        return ping(level + text.length() % 2 + 1) + 2;
    }
}
