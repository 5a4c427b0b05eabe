package dev.backstep.tests.debuggees;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nothing but computation: the same as without us, to the last bit. */
@Debuggee(output = Debuggee.Output.SAME)
public final class Computation {
    private sealed interface Shape permits Circle, Box {
    }

    private record Circle(double radius) implements Shape {
    }

    private record Box(double width, double height) implements Shape {
    }

    private Computation() {
    }

    public static void main(String[] arguments) {
        double sum = 0;
        for (int i = 1; i < 2_000_000; i++) {
            sum += Math.sin(i) / i + Math.fma(i, 1e-9, Math.sqrt(i));
        }
        System.out.println(sum + " " + BigInteger.TWO.pow(3_000).mod(BigInteger.valueOf(1_000_000_007)));
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            words.merge("word" + i % 977, i, Integer::sum);
        }
        System.out.println(words.hashCode() + " " + words.entrySet().iterator().next());
        List<Shape> shapes = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> shapes.add(i % 2 == 0 ? new Circle(i) : new Box(i, i + 1)));
        System.out.println(shapes.stream().mapToDouble(shape -> switch (shape) {
            case Circle(double radius) -> Math.PI * radius * radius;
            case Box(double width, double height) -> width * height;
        }).sum());
        System.out.println(Pattern.compile("(\\w+?)\\1+").matcher("xyzxyz abab cc").results().map(match -> match.group(1)).collect(Collectors.joining(",")));
        System.out.println(String.join("", "reverse me".chars().mapToObj(c -> String.valueOf((char) c)).toList().reversed()));
    }
}
