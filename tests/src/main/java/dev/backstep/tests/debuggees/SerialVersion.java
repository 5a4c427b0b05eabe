package dev.backstep.tests.debuggees;

import java.io.ObjectStreamClass;
import java.io.Serializable;

/** The serial version that Java computes from the members of a class: the same with and without us. */
@Debuggee(output = Debuggee.Output.SAME)
public final class SerialVersion {
    @SuppressWarnings("serial")
    private static class Data implements Serializable {
        private int number;

        static {
            System.setProperty("data", "loaded");
        }

        synchronized void add() {
            Runnable run = () -> number++;
            run.run();
        }
    }

    private SerialVersion() {
    }

    public static void main(String[] arguments) {
        new Data().add();
        System.out.println(ObjectStreamClass.lookup(Data.class).getSerialVersionUID());
    }
}
