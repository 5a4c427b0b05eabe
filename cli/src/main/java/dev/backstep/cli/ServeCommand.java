package dev.backstep.cli;

import dev.backstep.recording.Recording;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebOptions.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Opens the timeline of a recording in the browser. */
@Command(
        name = "serve",
        description = "Open the timeline of a recording in the browser: see the whole run, and move through it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Runs until Ctrl-C. The link holds a secret: who has it can see what the program held."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.OTHER_FORMAT_TEXT,
            ExitCodes.JDK_TEXT
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Port to listen at. Default: any that is free.")
    private int port;

    @Option(names = "--no-open", description = "Print the link only, do not open a browser.")
    private boolean noOpen;

    @Option(names = "--source", paramLabel = "DIR", description = "Folder with source files of the program. May be repeated.")
    private List<Path> sources = List.of();

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Address to listen at. Default: 127.0.0.1, this machine only. The connection is not encrypted.")
    private String host;

    @Option(names = "--allow-host", paramLabel = "NAME", description = "Another name by which browsers reach this server. May be repeated.")
    private List<String> hostNames = List.of();

    @Option(names = "--dap", paramLabel = "N",
            description = "Let debuggers join the page's session at this port of the loopback address (0: any): they follow each other. "
                    + "The session then stays open until Ctrl-C.")
    private Integer dapPort;

    @Option(names = "--idle", paramLabel = "MINUTES", defaultValue = "30",
            description = "End sessions that nobody uses after so long. Default: 30.")
    private int idleMinutes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!isPort(port) || dapPort != null && !isPort(dapPort) || idleMinutes <= 0) {
            throw new ParameterException(spec.commandLine(), "--port and --dap must be 0 to 65535, and --idle positive");
        }
        Recording.open(recordingArgument.file).close();     // says now what is wrong with it, not when the page asks
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            Errors.print("listening beyond this machine: whoever has the link can see what the program held, and the connection is not "
                    + "encrypted. An SSH tunnel to 127.0.0.1 is safer.");
        }
        Limits usual = Limits.USUAL;
        Limits limits = new Limits(usual.requestBytes(), usual.sessions(), usual.viewers(), Duration.ofMinutes(idleMinutes));
        WebOptions options = WebOptions.USUAL.withPort(port).withHost(host).withHostNames(Set.copyOf(hostNames)).withLimits(limits);
        Serving serving = new Serving(recordingArgument.file, sources.stream().map(Path::toAbsolutePath).toList(), options, Optional.ofNullable(dapPort));
        return serving.untilEnded(noOpen ? Serving.Opening.PRINT_LINK : Serving.Opening.OPEN_BROWSER);
    }

    private static boolean isPort(int number) {
        return number >= 0 && number <= 65_535;
    }
}
