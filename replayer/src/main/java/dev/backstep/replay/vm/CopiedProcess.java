package dev.backstep.replay.vm;

import dev.backstep.checkpoint.ForkCapture;
import dev.backstep.checkpoint.RestoredProcess;
import dev.backstep.linux.PolledProcess;
import java.nio.file.Path;

/** The process of a JVM that was made of a template. Its parent is a process that waits for nobody. */
final class CopiedProcess extends PolledProcess {
    private final RestoredProcess process;
    private final Path home;
    private final Runnable after;

    /** @param home the folder that the JVM believes to have */
    CopiedProcess(RestoredProcess process, Path home) {
        this(process, home, () -> { });
    }

    /** @param after is done when the process has been ended by us */
    CopiedProcess(RestoredProcess process, Path home, Runnable after) {
        this.process = process;
        this.home = home;
        this.after = after;
    }

    Path home() {
        return home;
    }

    ForkCapture forks() {
        return ForkCapture.of(process);
    }

    /** Replays have no sockets of the program, so what listens is the debug agent. */
    int port() {
        return process.ports().values().stream().findFirst()
                .orElseThrow(() -> new IllegalStateException("the replaying JVM has no debug agent"));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    protected int exitStatus() {
        return process.exitStatus();
    }

    @Override
    public void destroy() {
        process.close();
        after.run();
    }

    @Override
    public Process destroyForcibly() {
        destroy();
        return this;
    }
}
