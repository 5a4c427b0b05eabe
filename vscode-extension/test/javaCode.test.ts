import { expect, test } from 'vitest';
import { findEntries, mainClassOf } from '../src/javaCode';

test('main methods of top-level and nested classes are found with their binary names', () => {
  const text = `package a.b;
public class Outer {
    // public static void main(String[] args)
    String text = "void main(String[] args) {";
    static class Inner {
        public static void main(final String... args) {
        }
    }
    public static void main(String[] args) throws Exception {
    }
}`;
  expect(findEntries(text)).toEqual([
    { kind: 'main', line: 5, className: 'a.b.Outer$Inner', method: '' },
    { kind: 'main', line: 8, className: 'a.b.Outer', method: '' },
  ]);
});

test('instance main methods without arguments count', () => {
  expect(mainClassOf('class Small {\n    void main() {\n    }\n}')).toBe('Small');
});

test('tests are found by their annotation, other methods are not', () => {
  const text = `import org.junit.jupiter.api.Test;
class PriceTest {
    @Test
    void addsUp() {
    }

    void helper() {
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void forEach(int n) {
    }
}`;
  expect(findEntries(text).map(each => [each.kind, each.className, each.method, each.line])).toEqual([
    ['test', 'PriceTest', 'addsUp', 3],
    ['test', 'PriceTest', 'forEach', 11],
  ]);
});

test('factories of tests return something, and tests of JUnit 4 have arguments in their annotation', () => {
  const text = `public class SumTest {
    @TestFactory
    Stream<DynamicTest> sums() {
        return Stream.of(1).map(n -> dynamicTest("n", () -> check(n)));
    }

    @Test(expected = ArithmeticException.class) public void byZero() {
    }

    @ParameterizedTest
    @EnumSource(value = Unit.class,
            names = {"DAY", "HOUR"})
    public final <T> void inUnit(Unit unit) {
        helper(unit);
    }
}`;
  expect(findEntries(text).map(each => [each.method, each.line])).toEqual([['sums', 2], ['byZero', 6], ['inUnit', 12]]);
});

test('braces in text blocks and characters do not end a class', () => {
  const text = 'class A {\n    String s = """\n        } } }\n        """;\n    char c = \'}\';\n    public static void main(String[] a) {\n    }\n}';
  expect(mainClassOf(text)).toBe('A');
});

test('a file without a main method has none', () => {
  expect(mainClassOf('interface A {\n    void maintain();\n}')).toBeUndefined();
});
