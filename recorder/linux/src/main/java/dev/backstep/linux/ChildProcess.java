package dev.backstep.linux;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process started by {@link Spawner}: what {@code ProcessBuilder.start} would give, but nobody waits for it behind our back,
 * so that it can be traced by ptrace(2) from this JVM.
 *
 * <p>Standard output and error cannot be pipes. An input that is a pipe carries nothing, and ends with us.
 */
public final class ChildProcess extends PolledProcess {
    private final int pid;
    private int exitStatus = -1;       // protected by this; -1 before the end is known

    private ChildProcess(int pid) {
        this.pid = pid;
    }

    /** One for all children that want one: they may have copies that have it, too, and nobody else keeps it open. */
    private static final class Lifeline {
        private static final Descriptor[] PIPE = Descriptor.pipe();

        static Descriptor input() {
            return PIPE[0];
        }
    }

    /** @throws IOException if it cannot be started */
    public static ChildProcess start(ProcessBuilder builder) throws IOException {
        return new ChildProcess(spawn(builder));
    }

    /**
     * Starts one that the caller waits for itself, as a tracer does.
     *
     * @return its id
     * @throws IOException if it cannot be started
     */
    public static int spawn(ProcessBuilder builder) throws IOException {
        List<String> environment = new ArrayList<>();
        builder.environment().forEach((name, value) -> environment.add(name + "=" + value));
        Path directory = builder.directory() == null ? Path.of("") : builder.directory().toPath();
        List<Descriptor> opened = new ArrayList<>();
        try {
            Descriptor input = input(builder.redirectInput());
            if (input != null && builder.redirectInput().type() != Redirect.Type.PIPE) {
                opened.add(input);
            }
            Descriptor output = output(builder.redirectOutput());
            opened.add(output);
            Descriptor errors = builder.redirectErrorStream() ? output : output(builder.redirectError());
            opened.add(errors);
            return Spawner.spawn(builder.command(), environment, directory.toAbsolutePath(), Arrays.asList(input, output, errors));
        } catch (SyscallException e) {
            throw new IOException("cannot start " + builder.command().getFirst() + ": " + e.getMessage(), e);
        } finally {
            opened.stream().filter(descriptor -> descriptor != null).forEach(Descriptor::close);
        }
    }

    /** @return null for ours */
    private static Descriptor input(Redirect redirect) {
        return switch (redirect.type()) {
            case PIPE -> Lifeline.input();
            case READ -> Descriptor.open(redirect.file().getPath(), Descriptor.O_RDONLY);
            default -> null;
        };
    }

    /** @return null for ours */
    private static Descriptor output(Redirect redirect) {
        File file = redirect.file();
        return switch (redirect.type()) {
            case INHERIT -> null;
            case WRITE -> Descriptor.open(file.getPath(), Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_TRUNC);
            case APPEND -> Descriptor.open(file.getPath(), Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_APPEND);
            case PIPE, READ -> throw new IllegalArgumentException("output to " + redirect.type());
        };
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return !hasEnded();
    }

    /** A process that we trace must not be waited for as long as it lives: that would take its stops. */
    private synchronized boolean hasEnded() {
        if (exitStatus < 0 && !new ProcFiles(pid).isAlive()) {
            exitStatus = Spawner.reap(pid);
        }
        return exitStatus >= 0;
    }

    @Override
    protected synchronized int exitStatus() {
        return exitStatus;
    }

    @Override
    public void destroy() {
        signal(Spawner.SIGTERM);
    }

    @Override
    public Process destroyForcibly() {
        signal(Spawner.SIGKILL);
        return this;
    }

    private synchronized void signal(int number) {
        if (!hasEnded()) {
            Spawner.kill(pid, number);
        }
    }
}
