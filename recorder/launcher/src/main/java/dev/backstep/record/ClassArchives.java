package dev.backstep.record;

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
}
