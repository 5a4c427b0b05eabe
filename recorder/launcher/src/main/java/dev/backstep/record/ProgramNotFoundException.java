package dev.backstep.record;

/** The command to record names no program that could be started. */
public final class ProgramNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** As the POSIX shell has it: not found, and found but not executable. */
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final int exitCode;

    private ProgramNotFoundException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    static ProgramNotFoundException notFound(String program) {
        return new ProgramNotFoundException(program + ": command not found", NOT_FOUND);
    }

    static ProgramNotFoundException notExecutable(String program) {
        return new ProgramNotFoundException(program + ": cannot be executed", NOT_EXECUTABLE);
    }

    /** @return 127 for a program that does not exist, 126 for one that cannot be executed, as shells have it */
    public int exitCode() {
        return exitCode;
    }
}
