package dev.backstep.cli;

import picocli.CommandLine.Command;

/** Looks after the instrumented JDKs in the cache. */
@Command(
        name = "jdk",
        description = "Prepare, list or remove instrumented JDKs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JdkPrepareCommand.class, JdkListCommand.class, JdkCleanCommand.class},
        footer = {"", "They are made when needed; nobody has to do it by hand. All of them may be removed at any time."})
final class JdkCommand {
}
