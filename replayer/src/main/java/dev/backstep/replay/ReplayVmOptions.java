package dev.backstep.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recorded options of the VM, for a replay: without those that make the VM itself (not the program) touch the outside,
 * and with a larger heap, because a replay keeps weakly reachable objects for as long as the recorded run had them.
 */
final class ReplayVmOptions {
    /**
     * Listens on a port, waits for a debugger, writes a file, runs a command, or reads a CDS archive of another JDK. None of
     * these changes what the program computes.
     */
    private static final Pattern TOUCHES_OUTSIDE = Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Xdebug"
            + "|-Dcom\\.sun\\.management\\..*"
            + "|-Xlog.*file=.*|-Xlog:[^:]*:[^:]*[/.][^:]*(:.*)?|-Xloggc:.*"
            + "|-XX:(OnError|OnOutOfMemoryError|HeapDumpPath|ErrorFile|LogFile|NativeMemoryTracking|FlightRecorderOptions"
            + "|StartFlightRecording|ArchiveClassesAtExit|SharedArchiveFile|SharedClassListFile|DumpLoadedClassList"
            + "|AOTCache|AOTCacheOutput|AOTConfiguration|AOTMode)([=:].*)?"
            + "|-XX:\\+(HeapDumpOnOutOfMemoryError|HeapDumpBeforeFullGC|HeapDumpAfterFullGC|LogVMOutput|LogCompilation"
            + "|AutoCreateSharedArchive|RecordDynamicDumpInfo|ShowMessageBoxOnError|CreateCoredumpOnCrash"
            + "|ExtensiveErrorReports)"
            + "|-Xshare:.*");
    private static final Pattern MAX_HEAP = Pattern.compile("(-Xmx|-XX:MaxHeapSize=)(\\d{1,15})([kKmMgGtT]?)");

    private ReplayVmOptions() { }

    static List<String> of(List<String> recorded) {
        List<String> options = new ArrayList<>();
        for (String option : recorded) {
            if (!TOUCHES_OUTSIDE.matcher(option).matches()) {
                options.add(withLargerHeap(option));
            }
        }
        return options;
    }

    private static String withLargerHeap(String option) {
        Matcher heap = MAX_HEAP.matcher(option);
        return heap.matches() ? heap.group(1) + 2 * Long.parseLong(heap.group(2)) + heap.group(3) : option;
    }
}
