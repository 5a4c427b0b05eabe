package dev.backstep.tests.debuggees;

import java.util.List;

/** Methods whose first instruction makes the VM load a class of a signature: that is not for the compiler. */
@Debuggee
public final class FirstInstructions {
    /** Loaded when the lambdas are linked. */
    private interface Number {
        int get();
    }

    /** Nothing loads its classes before, as reflection would. */
    private static final class Lambdas {
        static List<Number> numbers() {
            return List.of(() -> 1, () -> 2);
        }

        static int sum(Number a, Number b) {
            return a.get() + b.get();
        }
    }

    /** Loaded when something else is thrown. */
    private static final class Unmet extends Exception {
    }

    private static final class Handlers {
        static void handled() {
            try {
                thrown();
            } catch (Unmet e) {
                report(e);
            } catch (IllegalStateException e) {
                System.out.println(e);
            }
        }

        private static void thrown() throws Unmet {
            throw new IllegalStateException("met");
        }

        private static void report(Unmet e) {
            System.out.println(e);
        }
    }

    private FirstInstructions() {
    }

    public static void main(String[] arguments) {
        List<Number> numbers = Lambdas.numbers();
        System.out.println(Lambdas.sum(numbers.get(0), numbers.get(1)));
        Handlers.handled();
    }
}
