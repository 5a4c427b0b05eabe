package dev.backstep.checkpoint;

import java.nio.file.Path;

/** Takes checkpoints of a process until it is killed. Arguments: process id, file. */
final class EndlessCapture {
    private EndlessCapture() { }

    public static void main(String[] arguments) throws Exception {
        try (CheckpointWriter writer = new CheckpointWriter(Path.of(arguments[1]));
                ProcessCapture capture = new ProcessCapture(
                        Integer.parseInt(arguments[0]), writer, CaptureOptions.forThisMachine())) {
            while (true) {
                System.out.println(capture.capture().pauseNanos());
                System.out.flush();
            }
        }
    }
}
