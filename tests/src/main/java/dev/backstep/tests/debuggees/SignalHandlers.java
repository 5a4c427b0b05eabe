package dev.backstep.tests.debuggees;

import java.io.IOException;
import sun.misc.Signal;

/** A handler of its own for a signal, raised from inside and sent from outside. */
@Debuggee
public final class SignalHandlers {
    private static volatile int caught;

    private SignalHandlers() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Signal.handle(new Signal("USR2"), signal -> {
            System.out.println(signal + " " + signal.getNumber() + " in " + Thread.currentThread().getName());
            caught++;
        });
        Signal.raise(new Signal("USR2"));
        long turns = 0;
        while (caught < 1) {
            turns++;
        }
        System.out.println(turns + " turns");
        new ProcessBuilder("kill", "-USR2", Long.toString(ProcessHandle.current().pid())).start();
        while (caught < 2) {
            Thread.sleep(1);
            turns++;
        }
        System.out.println(turns + " turns");
    }
}
