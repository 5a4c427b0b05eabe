package dev.backstep.cli;

import dev.backstep.replay.follow.CheckpointRules;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --checkpoint} says. */
final class CheckpointOption {
    private CheckpointOption() { }

    /** @throws ParameterException if one of the rules is none */
    static CheckpointRules parse(List<String> texts, CommandSpec spec) {
        try {
            return CheckpointRules.parse(texts);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), "--checkpoint: " + e.getMessage());
        }
    }
}
