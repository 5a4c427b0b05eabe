package dev.backstep.tests.benchmarks.captures;

import dev.backstep.linux.Spawner;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Writer} at work, with a debug agent that listens. */
final class WrittenProcess implements AutoCloseable {
    private static final int WARM_UP_MILLIS = 3_000;

    final int pid;
    final Scratch scratch;
    private final Path counter;

    WrittenProcess(List<String> arguments) throws IOException, InterruptedException {
        scratch = Scratch.of("captures");
        counter = Files.write(scratch.folder().resolve("counter"), new byte[Long.BYTES]);
        List<String> command = new ArrayList<>(List.of(Settings.java().toString(), "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xms200m", "-Xmx200m",
                "-Xmn40m", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                "-cp", Settings.testClasses().toString(), Writer.class.getName()));
        command.addAll(arguments);
        command.add(counter.toString());
        List<String> environment = System.getenv().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        pid = Spawner.spawn(command, environment, scratch.folder().resolve("output"));
        Thread.sleep(WARM_UP_MILLIS);
        if (count() == 0) {
            close();
            throw new IOException("the program did not start: " + Files.readString(scratch.folder().resolve("output")));
        }
    }

    long count() throws IOException {
        return Writer.count(counter);
    }

    /** Rounds per second from now on. */
    double rate(long nanos, Work meanwhile) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long before = count();
        while (System.nanoTime() - start < nanos) {
            meanwhile.run();
        }
        return (count() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** Takes some time. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Path file(String name) {
        return scratch.folder().resolve(name);
    }

    @Override
    public void close() throws IOException {
        Spawner.kill(pid, Spawner.SIGKILL);
        Spawner.reap(pid);
        scratch.delete();
    }
}
