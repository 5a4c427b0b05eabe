package dev.backstep.tests.debuggees;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.TimeUnit;

/** Child processes: both streams, redirection, environment, exit codes, one that cannot be started. */
@Debuggee
public final class ChildProcesses {
    private ChildProcesses() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Process cat = new ProcessBuilder("cat").start();
        try (Writer writer = cat.outputWriter(); BufferedReader reader = cat.inputReader()) {
            for (int i = 0; i < 5; i++) {
                writer.write("line " + i + " " + System.nanoTime() + "\n");
                writer.flush();
                System.out.println(reader.readLine());
            }
        }
        System.out.println("cat " + cat.waitFor() + " " + cat.exitValue() + " " + cat.isAlive());

        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "echo $COLOUR $$; pwd; date +%N; echo problem >&2; exit 7");
        shell.environment().put("COLOUR", "blue");
        Process talking = shell.directory(new File("/")).start();
        talking.inputReader().lines().forEach(System.out::println);
        talking.errorReader().lines().forEach(System.out::println);
        System.out.println(talking.waitFor() + " " + (talking.pid() > 0));

        File output = new File("output");
        new ProcessBuilder("date").redirectErrorStream(true).redirectOutput(output).start().waitFor();
        System.out.println(output.length() + " " + new ProcessBuilder("true").inheritIO().start().waitFor());
        Process quick = Runtime.getRuntime().exec(new String[] {"sleep", "0.05"});
        System.out.println(quick.waitFor(1, TimeUnit.MILLISECONDS) + " " + quick.waitFor(10, TimeUnit.SECONDS));
        try {
            new ProcessBuilder("/no/such/program").start();
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
