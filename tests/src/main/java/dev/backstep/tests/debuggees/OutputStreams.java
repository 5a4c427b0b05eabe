package dev.backstep.tests.debuggees;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** Standard output and error, in turns, replaced, raw, in characters beyond ASCII, in bulk. */
@Debuggee(output = Debuggee.Output.SAME)
public final class OutputStreams {
    private OutputStreams() {
    }

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < 5; i++) {
            System.out.println("out " + i);
            System.err.println("err " + i);
        }
        System.out.print("no end of line, ");
        System.out.flush();
        System.out.println("äöü € 𝄞");
        PrintStream old = System.out;
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
        System.out.printf("%5.2f|%-6s|%08x%n", Math.PI, "left", 255);
        System.setOut(old);
        new FileOutputStream(FileDescriptor.err).write("raw\n".getBytes());
        StringBuilder bulk = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            bulk.append("line ").append(i).append('\n');
        }
        System.out.print(bulk);
        System.out.close();
        System.err.println(System.out.checkError());
    }
}
