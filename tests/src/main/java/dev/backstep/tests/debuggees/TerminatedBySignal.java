package dev.backstep.tests.debuggees;

import java.io.IOException;

/** Gets a SIGTERM in the middle of work; the shutdown hook says how far it came. */
@Debuggee(exitCode = 143)
public final class TerminatedBySignal {
    private static volatile long steps;

    private TerminatedBySignal() {
    }

    public static void main(String[] arguments) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended after " + steps + " steps at " + System.nanoTime())));
        Work.start("killer", () -> {
            Thread.sleep(20);
            new ProcessBuilder("kill", "-TERM", Long.toString(ProcessHandle.current().pid())).start();
        });
        while (true) {
            steps++;
        }
    }
}
