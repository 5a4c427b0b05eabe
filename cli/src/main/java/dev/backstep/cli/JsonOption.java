package dev.backstep.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for every command that reports. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON instead of text.")
    boolean json;
}
