package dev.backstep.tests.debuggees;

import java.io.FileInputStream;
import java.io.IOException;

/** Reads more than a limited recording can hold. Not for the usual tests, so it is no {@link Debuggee}. */
public final class BigReader {
    private BigReader() {
    }

    public static void main(String[] arguments) throws IOException {
        long digest = 0;
        for (int i = 0; i < 200; i++) {
            try (FileInputStream in = new FileInputStream("/dev/urandom")) {
                for (byte value : in.readNBytes(100_000)) {
                    digest = digest * 31 + value;
                }
            }
            System.out.println(i + " " + digest);
        }
        System.out.println("done");
    }
}
