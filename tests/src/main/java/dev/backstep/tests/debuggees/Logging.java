package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** java.util.logging from four threads to the console and to a file. */
@Debuggee
public final class Logging {
    private static final Logger LOG = Logger.getLogger(Logging.class.getName());

    private Logging() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LOG.setUseParentHandlers(false);
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.INFO);
        LOG.addHandler(console);
        LOG.addHandler(new FileHandler("program.log"));
        LOG.setLevel(Level.ALL);
        Work.inThreads(4, index -> {
            for (int i = 0; i < 20; i++) {
                LOG.log(i % 5 == 0 ? Level.WARNING : Level.FINE, "step {0} of thread {1}", new Object[] {i, index});
                Trace.add(i);
            }
        });
        LOG.log(Level.SEVERE, "done", new IllegalStateException("on purpose"));
        System.Logger system = System.getLogger("system");
        system.log(System.Logger.Level.INFO, "by way of System.Logger");
        System.out.println(Files.readString(Path.of("program.log")).length());
        Trace.print();
    }
}
