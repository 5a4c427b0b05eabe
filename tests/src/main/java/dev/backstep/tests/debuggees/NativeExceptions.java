package dev.backstep.tests.debuggees;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Exceptions that natives throw, with the stack traces that a user sees. */
@Debuggee(output = Debuggee.Output.SAME)
public final class NativeExceptions {
    private NativeExceptions() {
    }

    public static void main(String[] arguments) {
        attempt(() -> new FileInputStream("/no/such/file").close());
        attempt(() -> new RandomAccessFile("/proc/self/no", "rw").close());
        attempt(() -> Files.newInputStream(Path.of("/no/such/file")).close());
        attempt(() -> Files.createDirectory(Path.of("/proc/no")));
        attempt(() -> InetAddress.getByName("no-such-host.invalid"));
        attempt(() -> new Socket(InetAddress.getLoopbackAddress(), 1).close());
        attempt(() -> new ProcessBuilder("/no/such/program").start());
        attempt(() -> {
            FileInputStream in = new FileInputStream("/dev/null");
            in.close();
            in.read();
        });
        attempt(() -> System.arraycopy(new int[2], 0, new int[1], 0, 2));
        attempt(() -> System.arraycopy(new Object[] {"x"}, 0, new Integer[1], 0, 1));
        attempt(() -> Class.forName("no.such.Class"));
        attempt(() -> Thread.sleep(-1));
        attempt(() -> new Object().wait());
        attempt(() -> new Thread(() -> { }).setPriority(99));
    }

    private static void attempt(Work work) {
        try {
            work.run();
            System.out.println("worked");
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace(System.out);
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
