package dev.backstep.tests.debuggees;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** Standard input, line by line, with the time of each. */
@Debuggee(input = "first line\nsecond line\n\nlast line without an end")
public final class StandardInputLines {
    private StandardInputLines() {
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int count = 0;
        for (String line; (line = reader.readLine()) != null;) {
            System.out.println(++count + " " + line + " " + System.nanoTime());
        }
        System.out.println(System.in.read() + " " + System.in.available() + " " + System.console());
    }
}
