package dev.backstep.checkpoint;

import dev.backstep.linux.Spawner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * How to restore.
 *
 * @param output     gets what the process writes to standard output and error, appended; standard input is empty, or
 *                   silent if it was a pipe
 * @param privilege  what namespaces are made with
 * @param folders    folders of the process, and those that it shall see in their place, by absolute path. What it has open in
 *                   one, it has open in the other, for writing too, and memory is shared through files there again: it is
 *                   what the process had in memory that goes into the file. The old folder must still exist.
 * @param logs       files that the process reads and others append to, by absolute path: they may have changed since. All
 *                   other files that it has mapped must be as they were
 * @param loading    how it gets its pages
 */
public record RestoreOptions(Path output, Privilege privilege, Map<Path, Path> folders, Set<Path> logs, Loading loading) {
    /** How a process gets its pages. */
    public enum Loading {
        /** They are copied. It needs the file of the checkpoint no more, and can be captured again. */
        READ,
        /**
         * Long runs of pages are mapped, so that only those are copied that it writes to. The file must not change as long as it lives,
         * but may be deleted. It can be forked, but not captured again if it has much memory.
         */
        MAP
    }

    /** Where the right to make namespaces comes from. */
    public enum Privilege {
        /** We have it already. */
        ROOT,
        /** From a user namespace of its own, in which the process is root; outside it has no more rights than we. */
        USER_NAMESPACE
    }

    public RestoreOptions {
        folders = Map.copyOf(folders);
        logs = Set.copyOf(logs);
    }

    /** As root if we are. */
    public static RestoreOptions to(Path output) {
        return new RestoreOptions(output, Spawner.effectiveUser() == 0 ? Privilege.ROOT : Privilege.USER_NAMESPACE, Map.of(),
                Set.of(), Loading.READ);
    }

    public RestoreOptions with(Privilege other) {
        return new RestoreOptions(output, other, folders, logs, loading);
    }

    public RestoreOptions withFolders(Map<Path, Path> others) {
        return new RestoreOptions(output, privilege, others, logs, loading);
    }

    public RestoreOptions withLogs(Set<Path> others) {
        return new RestoreOptions(output, privilege, folders, others, loading);
    }

    public RestoreOptions with(Loading other) {
        return new RestoreOptions(output, privilege, folders, logs, other);
    }

    /** The file that the process sees under this name, if it is in one of the folders; else null. */
    static Path replacement(Map<Path, Path> folders, String name) {
        if (!name.startsWith("/")) {
            return null;
        }
        Path path = Path.of(name);
        return folders.entrySet().stream().filter(entry -> path.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().resolve(entry.getKey().relativize(path))).findFirst().orElse(null);
    }
}
