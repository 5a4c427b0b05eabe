package java.lang;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Ends a steered replay when the process that steers it is gone, however that ended: standard input is a pipe that only that
 * process holds open. The program itself never reads it; its input is in the log.
 */
final class BackstepLeash extends Thread {
    private final FileInputStream in = new FileInputStream(FileDescriptor.in);

    private BackstepLeash(ThreadGroup group) {
        super(group, null, "Backstep leash", 0, false);
    }

    /** While the VM boots: the program must not see that there is a thread more. */
    static void start(Thread main) {
        ThreadGroup root = main.getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        BackstepLeash leash = new BackstepLeash(root);
        leash.setDaemon(true);
        BackstepRaw.java_lang_Thread$$start0(leash);
    }

    /** Not managed: nothing here may call a hook. */
    @Override
    public void run() {
        byte[] one = new byte[1];
        try {
            while (BackstepRaw.java_io_FileInputStream$$readBytes(in, one, 0, 1) > 0) {
                continue;   // nobody writes; all that counts is the end
            }
        } catch (IOException e) {
            // no pipe: nobody holds us
        }
        BackstepSession.kill();
    }
}
