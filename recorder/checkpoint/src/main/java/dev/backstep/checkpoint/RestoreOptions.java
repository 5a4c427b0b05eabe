package dev.backstep.checkpoint;

import dev.backstep.linux.Spawner;
import java.nio.file.Path;

/**
 * How to restore.
 *
 * @param output     gets what the process writes to standard output and error, appended; standard input is empty
 * @param privilege  what namespaces are made with
 */
public record RestoreOptions(Path output, Privilege privilege) {
    /** Where the right to make namespaces comes from. */
    public enum Privilege {
        /** We have it already. */
        ROOT,
        /** From a user namespace of its own, in which the process is root; outside it has no more rights than we. */
        USER_NAMESPACE
    }

    /** As root if we are. */
    public static RestoreOptions to(Path output) {
        return new RestoreOptions(output, Spawner.effectiveUser() == 0 ? Privilege.ROOT : Privilege.USER_NAMESPACE);
    }

    public RestoreOptions with(Privilege other) {
        return new RestoreOptions(output, other);
    }
}
