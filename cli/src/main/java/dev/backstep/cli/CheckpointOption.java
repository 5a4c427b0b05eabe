package dev.backstep.cli;

import dev.backstep.linux.EventCounter;
import dev.backstep.linux.SyscallException;
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
            CheckpointRules rules = CheckpointRules.parse(texts);
            if (rules.everyMisses().isPresent()) {
                EventCounter.probe(EventCounter.Kind.CACHE_MISSES);
            }
            return rules;
        } catch (SyscallException e) {
            throw new ParameterException(spec.commandLine(), "--checkpoint: this machine does not let us count cache misses (" + e.getMessage()
                    + "); use another rule: " + CheckpointRules.CHOICES);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), "--checkpoint: " + e.getMessage());
        }
    }
}
