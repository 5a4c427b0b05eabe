package dev.backstep.dap.launch;

import dev.backstep.replay.session.Position;
import java.nio.file.Path;
import java.util.List;

/** How a session comes about. */
public sealed interface Start {
    /** Runs a program and opens its recording. */
    record Run(Program program, Console console, boolean debug, View view) implements Start { }

    /** Opens a recording. */
    record Open(Path recording, View view) implements Start { }

    /** Joins the session that this process serves. */
    record Join(String token) implements Start { }

    /** Joins a session of another process. */
    record Remote(String host, int port, String token) implements Start { }

    /** How a fresh recording is looked at. @param sourcePaths folders and jars of sources, beside those that are found without */
    record View(Where where, List<Path> sourcePaths) { }

    /** Where the program's console is. */
    enum Console {
        /** The client's debug console; no input. */
        INTERNAL,
        /** A terminal in the client. */
        INTEGRATED,
        /** A terminal window. */
        EXTERNAL
    }

    /** Where a fresh session stands first. */
    sealed interface Where {
        /** At the failure if there is one, else at the end. */
        record Failure() implements Where { }

        record End() implements Where { }

        record Begin() implements Where { }

        record At(Position position) implements Where { }
    }
}
