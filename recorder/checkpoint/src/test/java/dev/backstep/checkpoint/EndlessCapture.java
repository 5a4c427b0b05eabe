package dev.backstep.checkpoint;

import java.nio.file.Path;

/**
 * Takes checkpoints of a process until it is killed, a complete and an incremental one in turn: for the first after an
 * attachment the process has to execute many system calls for us. Arguments: process id, file.
 */
final class EndlessCapture {
    private EndlessCapture() { }

    public static void main(String[] arguments) throws Exception {
        int pid = Integer.parseInt(arguments[0]);
        try (CheckpointWriter writer = new CheckpointWriter(Path.of(arguments[1]))) {
            while (true) {
                try (ProcessCapture capture = new ProcessCapture(pid, writer, CaptureOptions.forThisMachine())) {
                    capture.capture();
                    System.out.println(capture.capture().pauseNanos());
                }
            }
        }
    }
}
