package dev.backstep.replay.jdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.jdi.debuggee.Expressions;
import dev.backstep.replay.jdi.machine.StoppedProgram.Diversion;
import dev.backstep.replay.session.Inspection.Completion;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ValueFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of expression, in a live JVM. */
class ExpressionTest {
    private static LiveProgram program;
    private static JdiInspection inspection;

    @BeforeAll
    static void start() throws Exception {
        program = LiveProgram.start(Expressions.class);
        inspection = new JdiInspection(program, TestSources.ofThisModule());
    }

    @AfterAll
    static void end() throws Exception {
        program.close();
    }

    private static long frame() {
        return inspection.frames(program.runningThread(), 1, 1).getFirst().id();
    }

    static String evaluate(String expression) {
        return inspection.evaluate(expression, frame(), ValueFormat.USUAL).value();
    }

    private static String failure(String expression) {
        return assertThrows(SessionException.class, () -> evaluate(expression), expression).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            42 -> 42
            0x7fff_ffff -> 2147483647
            -2147483648 -> -2147483648
            -9223372036854775808L -> -9223372036854775808
            0b101 -> 5
            1e3 -> 1000.0
            1.5f -> 1.5
            'a' -> 'a'
            '\\n' -> '\\n'
            "a\\tb" -> "a\\tb"
            true -> true
            null -> null
            """)
    void literals(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            small + 1 -> 4
            letter + 1 -> 121
            (char) (letter + 1) -> 'y'
            i / 2 -> 2
            i / 2.0 -> 2.5
            i % 3 -> 2
            big * 2 -> 10000000000
            big + single -> 5.0E9
            1 / 0.0 -> Infinity
            -7 / 2 -> -3
            -7 >> 1 -> -4
            -7 >>> 28 -> 15
            1L << 40 -> 1099511627776
            1 << 33 -> 2
            ~i -> -6
            i & 4 | 2 ^ 1 -> 7
            Integer.MAX_VALUE + 1 -> -2147483648
            small + middle -> 303
            boxed + 1 -> 43
            (byte) 300 -> 44
            (int) 3.99e10 -> 2147483647
            (short) 1e6 -> 16960
            i < 6 && yes -> true
            i > 6 || !yes -> false
            i == 5.0 -> true
            yes ^ true -> false
            0.0 / 0 == 0.0 / 0 -> false
            letter == 120 -> true
            boxed == 42 -> true
            -0.0 -> -0.0
            """)
    void operatorsPromoteAsInJava(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @Test
    void typesOfResults() {
        assertEquals("int", inspection.evaluate("small + small", frame(), ValueFormat.USUAL).type());
        assertEquals("long", inspection.evaluate("i + big", frame(), ValueFormat.USUAL).type());
        assertEquals("double", inspection.evaluate("yes ? 1 : 2.0", frame(), ValueFormat.USUAL).type());
        assertEquals("1.0", evaluate("yes ? 1 : 2.0"));
        assertEquals("Expressions.Point", inspection.evaluate("point", frame(), ValueFormat.USUAL).type());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            "n=" + i -> "n=5"
            1 + 2 + "x" + 1 + 2 -> "3x12"
            "" + letter + null + 1.0f -> "xnull1.0"
            argument + point -> "argumentPoint[x=3, y=4]"
            "c" + colour + boxed -> "cGREEN42"
            """)
    void concatenation(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            this.count -> 7
            inherited -> 11
            hidden -> "own"
            super.hidden -> "base"
            ((Base) this).hidden -> "base"
            base.hidden -> "base"
            bases -> 3
            Base.bases -> 3
            dev.backstep.replay.jdi.debuggee.Base.bases -> 3
            SECRET -> 1099511627776
            Expressions.SECRET -> 1099511627776
            numbers[1] -> 2
            numbers.length -> 3
            grid[1][0] -> "c"
            grid[0].length -> 2
            inner.extra -> 5
            ((Point) point).y -> 4
            Colour.RED -> RED
            GREETING -> "hello"
            counter -> 5
            Nested.DEPTH -> 2
            Integer.MAX_VALUE -> 2147483647
            java.util.concurrent.TimeUnit.SECONDS -> SECONDS
            """)
    void fieldsAndNames(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            argument.length() -> 8
            argument.substring(3).toUpperCase() -> "UMENT"
            text.length() -> 9
            names.get(0).length() -> 3
            names.size() -> 2
            ages.get("ann") -> 30
            describe() -> "derived"
            super.describe() -> "base"
            base.describe() -> "derived"
            inner.sum() -> 12
            points.get(1).x() -> 3
            twice(21) -> 42
            Math.max(i, 9L) -> 9
            String.format("%d-%s", i, text) -> "5-some text"
            String.join(",", names) -> "ann,bob"
            List.of(1, 2, 3).size() -> 3
            colour.name().charAt(0) -> 'G'
            Colour.valueOf("RED").ordinal() -> 0
            function.apply(41) -> 42
            same("x").length() -> 1
            numbers.getClass().getName() -> "[I"
            "abc".equals("ab" + "c") -> true
            new StringBuilder("ab").append('c').reverse().toString() -> "cba"
            java.util.Objects.requireNonNullElse(nothing, "none") -> "none"
            """)
    void calls(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            pick(i) -> "int"
            pick(small) -> "int"
            pick(letter) -> "int"
            pick(big) -> "long"
            pick(boxed) -> "Integer"
            pick("s") -> "String"
            pick(text) -> "Object"
            pick(real) -> "Object"
            pick((Object) "s") -> "Object"
            pick(names) -> "Object"
            pick("s", "t") -> "String, Object"
            pick(new StringBuilder(), 1) -> "CharSequence, Object"
            wide(i) -> "double"
            wide(boxed) -> "Object"
            many("a") -> "a!"
            many("a", 1) -> "a1"
            many("a", 1, "b", null) -> "a3"
            many("a", new Object[] {1, 2}) -> "a2"
            sum() -> 0
            sum(1, small, letter) -> 124
            sum(numbers) -> 6
            """)
    void overloads(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            new Point(1, 2) -> Point[x=1, y=2]
            new Point(1, 2).equals(new Point(1, 2)) -> true
            new java.util.ArrayList<>(names).size() -> 2
            new Inner(3).sum() -> 10
            this.new Inner(4).extra -> 4
            new int[3] -> int[3] {0, 0, 0}
            new int[] {1, i, small}[2] -> 3
            (new String[2][3])[1].length -> 3
            new long[][] {{1}, {2, 3}}[1][1] -> 3
            """)
    void creations(String expression, String value) {
        assertEquals(value, evaluate(expression).replace("Expressions.Point", "Point"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            text instanceof String -> true
            text instanceof Comparable -> true
            nothing instanceof Object -> false
            text instanceof String s && s.length() == 9 -> true
            point instanceof Point(int x, int y) && x + y == 7 -> true
            segment instanceof Segment(Point(var a, var b), Point to) ? to.x + b : -1 -> 3
            point instanceof Segment(Point a, Point b) -> false
            numbers instanceof int[] -> true
            (Integer) boxed + (int) boxed -> 84
            (Object) 5 instanceof Integer -> true
            ((CharSequence) text).length() -> 9
            int.class -> class int
            String.class.getSimpleName() -> "String"
            int[].class.getName() -> "[I"
            Point.class -> class dev.backstep.replay.jdi.debuggee.Expressions$Point
            i > 3 ? "more" : "less" -> "more"
            (yes ? letter : 0) -> 'x'
            """)
    void typesAndPatterns(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            names.stream().map(n -> n.length() + i).toList().toString() => "[8, 8]"
            names.stream().map(String::toUpperCase).collect(java.util.stream.Collectors.joining("-")) => "ANN-BOB"
            points.stream().filter(p -> p.x() > 1).mapToInt(Point::y).sum() => 4
            points.stream().mapToInt(p -> p.x() * count + twice(p.y())).sum() => 40
            names.stream().map(n -> same(n) + this.hidden + SECRET).findFirst().get() => "annown1099511627776"
            ((Function<Integer, Integer>) n -> n + inner.extra).apply(1) => 6
            names.stream().reduce("", (a, b) -> { String c = a + b; return c + GREETING; }) => "annhellobobhello"
            names.stream().map(Expressions::pick).toList().get(0) => "String"
            java.util.stream.IntStream.range(0, numbers.length).map(k -> numbers[k]).sum() => 6
            new java.util.TreeMap<>(ages).computeIfAbsent("zoe", k -> k.length()) + 1 => 4
            switch (colour) { case RED -> 1; case GREEN -> 2; } => 2
            switch (point) { case Point(int x, int y) when x < y -> x + y; default -> 0; } => 7
            switch (argument) { case "argument" -> "yes"; default -> "no"; } => "yes"
            point instanceof Point(int px, int py) && names.stream().anyMatch(n -> n.length() == px) => true
            names.forEach(n -> n.length()) => null
            """)
    void lambdasAndSwitchAreCompiled(String expression, String value) {
        assertEquals(value, evaluate(expression));
    }

    @Test
    void lambdasInOtherKindsOfFrames() throws Exception {
        try (LiveProgram fresh = LiveProgram.start(Expressions.class)) {
            JdiInspection own = new JdiInspection(fresh, TestSources.ofThisModule());
            fresh.next();
            String list = "java.util.List.of(1, 2).stream().mapToInt(n -> n + ";
            assertEquals("229", in(fresh, own, list + "count + extra).sum() + 8"));
            assertEquals("17", in(fresh, own, list + "Expressions.this.count).sum()"));
            assertEquals("17", in(fresh, own, "Expressions.this.count + 10"));
            assertEquals("16", in(fresh, own, "sum()"));
            assertEquals("22", in(fresh, own, "inherited * 2"));
            fresh.next();
            assertEquals("157", in(fresh, own, list + "captured).sum()"));
            assertEquals("77", in(fresh, own, "captured"));
            fresh.next();
            assertEquals("167", in(fresh, own, list + "captured + own).sum()"));
            assertEquals("82", in(fresh, own, "captured + own"));
        }
    }

    private static String in(LiveProgram program, JdiInspection inspection, String expression) {
        long frame = inspection.frames(program.runningThread(), 1, 1).getFirst().id();
        return inspection.evaluate(expression, frame, ValueFormat.USUAL).value();
    }

    @Test
    void assignmentsChangeTheProgramVisibly() {
        program.takeDiversions();
        assertEquals("6", evaluate("i = 6"));
        assertEquals(List.of(Diversion.CHANGE), program.takeDiversions());
        assertEquals("9", evaluate("i += 3.7"));
        assertEquals("9", evaluate("i++"));
        assertEquals("11", evaluate("++i"));
        assertEquals("5", evaluate("i = 5"));
        assertEquals("9", evaluate("numbers[0] = 9"));
        assertEquals("12", evaluate("numbers[0] + numbers[2]"));
        assertEquals("1", evaluate("numbers[0] = 1"));
        assertEquals("\"xy\"", evaluate("argument = \"x\" + 'y'"));
        assertEquals("\"argument\"", evaluate("argument = \"argument\""));
        assertEquals("4", evaluate("small += 1"));
        assertEquals("3", evaluate("small--  - 1"));
        assertEquals("43", evaluate("boxed = 43"));
        assertEquals("42", evaluate("boxed--  - 1"));
        assertEquals("\"ownx\"", evaluate("hidden += \"x\""));
        assertEquals("\"own\"", evaluate("this.hidden = \"own\""));
        assertEquals("4", evaluate("Base.bases = 4"));
        assertEquals("3", evaluate("Base.bases -= 1"));
    }

    @Test
    void readingDivertsNothing() throws Exception {
        try (LiveProgram fresh = LiveProgram.start(Expressions.class)) {
            JdiInspection own = new JdiInspection(fresh, TestSources.ofThisModule());
            long frame = own.frames(fresh.runningThread(), 1, 1).getFirst().id();
            for (String expression : List.of("i + 1", "this.numbers[1] + inner.extra", "base.hidden", "point instanceof Point(var x, var y) && x > 2",
                    "names", "ages", "i > 3 ? point : text")) {
                own.evaluate(expression, frame, ValueFormat.USUAL);
            }
            assertEquals(List.of(), fresh.takeDiversions());
            own.evaluate("argument.length()", frame, ValueFormat.USUAL);
            assertEquals(List.of(Diversion.EVALUATION), fresh.takeDiversions());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            i + => '+' is not
            nowhere => 'nowhere' is not known here.
            nowhere.more => 'nowhere.more' is not known here.
            argument.nothing => String has no field 'nothing'.
            argument.run(1) => String has no method run(int).
            missing(1) => There is no method 'missing' here.
            new Missing() => There is no class 'Missing' here.
            nothing.toString() => The value is null
            numbers[3] => The index 3 is outside the array, which has 3 elements.
            i / 0 => Division by zero.
            yes + 1 => The operator + cannot be applied to boolean and int.
            (Point) text => A value of type String cannot be cast to Expressions.Point.
            i = "x" => A value of type String cannot be int.
            small = 300 => A value of type int does not fit into byte
            fails() => It threw java.lang.IllegalStateException: broken.
            5 = 6 => '5 = 6' is not a Java expression
            i + 1 = 2 => is not a Java expression
            describe() = 6 => is not a Java expression
            if (yes) { } => is not a Java expression
            names.stream().map(n -> missing).toList() => does not compile: cannot find symbol
            new Object() { } => Anonymous classes cannot be evaluated here
            names.forEach(n -> fails()) => It threw java.lang.IllegalStateException: broken.
            """)
    void failuresAreOneSentence(String expression, String sentence) {
        String message = failure(expression);
        assertTrue(message.contains(sentence.replace("'+' is not", "is not a Java expression")), message);
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
    }

    @Test
    void methodThatDoesNotEndIsStopped() throws Exception {
        try (LiveProgram fresh = LiveProgram.start(Expressions.class)) {
            JdiInspection own = new JdiInspection(fresh, TestSources.ofThisModule(), Duration.ofSeconds(1));
            long frame = own.frames(fresh.runningThread(), 1, 1).getFirst().id();
            SessionException e = assertThrows(SessionException.class, () -> own.evaluate("forever()", frame, ValueFormat.USUAL));
            assertTrue(e.getMessage().contains("did not end within 1.0 seconds"), e.getMessage());
            assertEquals("8", own.evaluate("argument.length()", frame, ValueFormat.USUAL).value());
        }
    }

    @Test
    void completionsKnowLocalsMembersAndClasses() {
        assertTrue(labels("arg").contains("argument"));
        assertTrue(labels("inh").contains("inherited"));
        assertTrue(labels("argument.sub").contains("substring(int, int)"));
        assertTrue(labels("1 + names.get(0).to").stream().anyMatch(label -> label.startsWith("to")));
        assertTrue(labels("points.get(0).").contains("hashCode()"));
        assertTrue(labels("Colour.").containsAll(List.of("GREEN", "valueOf(String)", "class")));
        assertTrue(labels("Expr").contains("Expressions"));
        assertTrue(labels("grid[0].le").contains("length"));
        assertTrue(labels("twice(inner.ex").contains("extra"));
        assertTrue(labels("describe().isE").contains("isEmpty()"));
        assertTrue(labels("(((").size() > 10);
        assertEquals(List.of(), labels("nowhere."));
    }

    private static List<String> labels(String text) {
        return inspection.completions(text, text.length(), frame()).stream().map(Completion::label).toList();
    }
}
