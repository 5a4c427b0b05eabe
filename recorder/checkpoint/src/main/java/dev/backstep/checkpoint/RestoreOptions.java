package dev.backstep.checkpoint;

import dev.backstep.linux.Spawner;
import java.nio.file.Path;
import java.util.Map;

/**
 * How to restore.
 *
 * @param output     gets what the process writes to standard output and error, appended; standard input is empty, or
 *                   silent if it was a pipe
 * @param privilege  what namespaces are made with
 * @param folders    folders of the process, and those that it shall see in their place, by absolute path. What it has open in
 *                   one, it has open in the other, for writing too, and memory is shared through files there again: it is
 *                   what the process had in memory that goes into the file. The old folder must still exist.
 */
public record RestoreOptions(Path output, Privilege privilege, Map<Path, Path> folders) {
    /** Where the right to make namespaces comes from. */
    public enum Privilege {
        /** We have it already. */
        ROOT,
        /** From a user namespace of its own, in which the process is root; outside it has no more rights than we. */
        USER_NAMESPACE
    }

    public RestoreOptions {
        folders = Map.copyOf(folders);
    }

    /** As root if we are. */
    public static RestoreOptions to(Path output) {
        return new RestoreOptions(output, Spawner.effectiveUser() == 0 ? Privilege.ROOT : Privilege.USER_NAMESPACE, Map.of());
    }

    public RestoreOptions with(Privilege other) {
        return new RestoreOptions(output, other, folders);
    }

    public RestoreOptions withFolders(Map<Path, Path> others) {
        return new RestoreOptions(output, privilege, others);
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
