package dev.backstep.dap.state;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;

/**
 * What the client said about itself, and how it counts and names things.
 *
 * @param greeting as the client sent it
 * @param firstLine number of the first line, 0 or 1
 * @param firstColumn number of the first column, 0 or 1
 */
public record ClientFeatures(InitializeRequestArguments greeting, int firstLine, int firstColumn, boolean pathsAreUris, boolean progress, boolean invalidated,
        boolean runInTerminal, boolean memoryReferences) {
    /** Before the client said anything: what the protocol assumes. */
    public static final ClientFeatures USUAL = of(new InitializeRequestArguments());

    public static ClientFeatures of(InitializeRequestArguments arguments) {
        return new ClientFeatures(arguments,
                Boolean.FALSE.equals(arguments.getLinesStartAt1()) ? 0 : 1,
                Boolean.FALSE.equals(arguments.getColumnsStartAt1()) ? 0 : 1,
                Objects.equals(arguments.getPathFormat(), "uri"),
                Boolean.TRUE.equals(arguments.getSupportsProgressReporting()),
                Boolean.TRUE.equals(arguments.getSupportsInvalidatedEvent()),
                Boolean.TRUE.equals(arguments.getSupportsRunInTerminalRequest()),
                Boolean.TRUE.equals(arguments.getSupportsMemoryReferences()));
    }

    /** From our lines, the first of which is 1. A line that is not known (0) stays 0. */
    public int lineToClient(int line) {
        return line == 0 ? 0 : line - 1 + firstLine;
    }

    public int lineFromClient(int line) {
        return line + 1 - firstLine;
    }

    public String pathToClient(Path path) {
        return pathsAreUris ? path.toUri().toString() : path.toString();
    }

    /** @return the path as a client names it, as a path of this machine if it is one */
    public String pathFromClient(String path) {
        if (path.startsWith("file:")) {
            try {
                return Path.of(URI.create(path)).toString();
            } catch (IllegalArgumentException e) {
                return path;    // then its last part still names the file
            }
        }
        return path;
    }
}
