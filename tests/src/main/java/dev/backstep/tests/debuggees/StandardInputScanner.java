package dev.backstep.tests.debuggees;

import java.util.Scanner;

/** Adds up the numbers on its standard input. */
@Debuggee(output = Debuggee.Output.SAME, input = "1 2 3\n4 x 5\n", exitCode = 3)
public final class StandardInputScanner {
    private StandardInputScanner() {
    }

    public static void main(String[] arguments) {
        Scanner scanner = new Scanner(System.in);
        int sum = 0;
        while (scanner.hasNext()) {
            String word = scanner.next();
            if (!word.matches("\\d+")) {
                System.err.println("not a number: " + word);
                System.out.println("sum so far " + sum);
                System.exit(3);
            }
            sum += Integer.parseInt(word);
        }
    }
}
