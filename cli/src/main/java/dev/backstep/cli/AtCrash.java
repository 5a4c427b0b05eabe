package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.CoreExport;
import dev.backstep.checkpoint.Death;
import dev.backstep.linux.Registers;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens a recorded program at the moment of its death: the dead process as it was, with its native code, by its checkpoint; and
 * where a replay of the recording stands at its end, where all of the debugger works.
 */
final class AtCrash {
    private final Path recording;

    AtCrash(Path recording) {
        this.recording = recording;
    }

    /** @return the exit code */
    int show() throws IOException {
        Path file = CrashCheckpoint.of(recording);
        if (!Files.exists(file)) {
            throw new IOException(recording + " has no checkpoint of a crash: no signal killed the program, or it was recorded without"
                    + " --crash-checkpoint");
        }
        try (CheckpointPack pack = CheckpointPack.open(file); StandardOutput out = StandardOutput.text()) {
            Checkpoint checkpoint = CheckpointFiles.checkpoint(pack, 0);
            if (checkpoint.death().isEmpty()) {
                throw new IOException(file + " is no checkpoint of a crash");
            }
            out.line(CrashCheckpoint.text(checkpoint));
            printRegisters(out, checkpoint);
            out.line("");
            printStacks(out, pack, checkpoint);
            printReplay(out);
            out.line("");
            out.line("heap and more:  backstep core " + CommandText.of(List.of(file.toString())) + " 0 -o core; jhsdb jmap --histo --exe "
                    + checkpoint.executable() + " --core core");
            out.line("a live process: backstep restore-core core");
        }
        return ExitCodes.GOOD;
    }

    private static void printRegisters(StandardOutput out, Checkpoint checkpoint) {
        Death death = checkpoint.death().orElseThrow();
        checkpoint.registers(death.thread()).ifPresent(registers -> {
            long instruction = registers.get(Registers.RIP);
            out.line("  rip 0x%x (%s)  rsp 0x%x  rax 0x%x  rdi 0x%x  rsi 0x%x  rdx 0x%x".formatted(instruction,
                    checkpoint.locate(instruction), registers.get(Registers.RSP), registers.get(Registers.RAX),
                    registers.get(Registers.RDI), registers.get(Registers.RSI), registers.get(Registers.RDX)));
        });
    }

    private static void printStacks(StandardOutput out, CheckpointPack pack, Checkpoint checkpoint) throws IOException {
        Path folder = Files.createTempDirectory("backstep-crash-");     // 0700
        try {
            Path core = folder.resolve("core");
            CoreExport.write(pack, checkpoint, core);
            new JavaStacks(checkpoint, core).lines(checkpoint.death().orElseThrow().thread()).forEach(out::line);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void printReplay(StandardOutput out) throws IOException {
        String serve = "look around: backstep serve " + CommandText.of(List.of(recording.toString()));
        try (ReplaySession session = ReplaySessions.open(recording, SessionOptions.usual())) {
            Stop end = session.motions().seek(new Target.End());
            Stop last = session.motions().step(StepKind.IN, Direction.BACKWARD, end.thread());
            out.line("a replay comes to the end of the recording, event " + end.event() + "; its last line is step "
                    + last.position().step() + last.location().map(place -> ", " + place).orElse("") + "; " + serve);
        } catch (SessionException e) {
            out.line("a replay cannot be held at the end of the recording, most likely because it dies of the same: "
                    + e.getMessage().lines().findFirst().orElse("") + "; " + serve);
        }
    }
}
