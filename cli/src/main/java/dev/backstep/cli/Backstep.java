package dev.backstep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command, and the place where commands are registered. */
@Command(
        name = "backstep",
        description = "Records Java programs and replays them exactly.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RecordCommand.class,
            ReplayCommand.class,
            ServeCommand.class,
            InfoCommand.class,
            EventsCommand.class,
            VerifyCommand.class,
            TrustCommand.class,
            JdkCommand.class,
            CheckpointCommand.class,
            CheckpointsCommand.class,
            CoreCommand.class,
            RestoreCoreCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            DapCommand.class,
            FollowCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Start here: 'backstep demo', or 'backstep record -- java ...'."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.GOOD_TEXT,
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DIVERGENCE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.OTHER_FORMAT_TEXT,
            ExitCodes.JDK_TEXT
        })
public final class Backstep {
    @Option(names = "--debug", scope = ScopeType.INHERIT, hidden = true, description = "Show stack traces of errors.")
    boolean debug;

    private Backstep() { }

    /** Runs the command in this process. @return its exit code */
    static int run(String... arguments) {
        Backstep root = new Backstep();
        CommandLine commandLine = new CommandLine(root)
                .setColorScheme(Colours.scheme())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An @file after 'record -- java' is for java to read.
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(Terminal.stdoutIsTerminal())
                .setParameterExceptionHandler(new CommandLineErrors(() -> root.debug))
                .setExecutionExceptionHandler(new CommandLineErrors(() -> root.debug))
                .setExitCodeExceptionMapper(ExitCodes::of);
        if (arguments.length == 0) {
            commandLine.usage(System.out);
            return ExitCodes.USAGE;
        }
        return commandLine.execute(arguments);
    }
}
