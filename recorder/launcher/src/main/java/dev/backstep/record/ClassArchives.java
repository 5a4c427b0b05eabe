package dev.backstep.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Options that name class archives (CDS, AOT caches). An archive fits one JDK, so it does not fit the instrumented copy; the VM
 * would go on without any archive at all, the copy's own included, and start slowly.
 */
public final class ClassArchives {
    private static final Pattern OPTION = Pattern.compile("-XX:(SharedArchiveFile|SharedClassListFile|DumpLoadedClassList"
            + "|ArchiveClassesAtExit|AOTCache|AOTCacheOutput|AOTConfiguration|AOTMode)=.*"
            + "|-XX:[+-](AutoCreateSharedArchive|RecordDynamicDumpInfo|AOTClassLinking)");

    private ClassArchives() { }

    public static boolean isNamedBy(String option) {
        return OPTION.matcher(option).matches();
    }

    /**
     * @param command {@code java} and its arguments
     * @param notices told of each option that is left out
     * @return the command without such options of the VM; those in files and in the environment stay
     */
    static List<String> leaveOut(List<String> command, Path workingDirectory, Consumer<String> notices) {
        List<String> kept = new ArrayList<>(List.of(command.getFirst()));
        ArgumentFiles files = new ArgumentFiles(workingDirectory);
        try {
            for (String argument : command.subList(1, command.size())) {
                boolean isOption = !files.mainSeen();
                files.add(argument);
                if (isOption && isNamedBy(argument)) {
                    notices.accept("left out while recording, because class archives fit one JDK only: " + argument);
                } else {
                    kept.add(argument);
                }
            }
        } catch (JavaCommandException e) {
            return command;     // java will say what is wrong
        }
        return kept;
    }
}
