package dev.backstep.tests.debuggees;

import java.nio.file.Files;
import java.nio.file.Path;

/** Works until it is killed: threads, locks, time, files, output. Not for the usual tests, so it is no {@link Debuggee}. */
public final class Endless {
    private static int shared;

    private Endless() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("started");
        Work.inThreads(3, index -> {
            for (int round = 0;; round++) {
                for (int i = 0; i < 20_000; i++) {
                    shared++;
                }
                synchronized (Endless.class) {
                    System.out.println("thread " + index + " round " + round + " " + shared + " " + System.nanoTime());
                }
                Path file = Path.of("file-" + index);
                Files.writeString(file, "round " + round);
                Trace.add(Files.readString(file).length() + Files.getLastModifiedTime(file).toMillis());
                Thread.sleep(round % 3);
            }
        });
    }
}
