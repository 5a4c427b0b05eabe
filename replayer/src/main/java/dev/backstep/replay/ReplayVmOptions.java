package dev.backstep.replay;

import dev.backstep.record.ClassArchives;
import dev.backstep.recording.Machine;
import dev.backstep.recording.RecordingMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of the VM for a replay: those of the recorded run without those that make the VM itself (not the program) touch
 * the outside, with {@link BootFacts what the VM found out itself} and with {@link HeapLimit a larger heap}.
 */
final class ReplayVmOptions {
    /**
     * Listens on a port, waits for a debugger, writes a file or runs a command. None of these changes what the program computes.
     */
    private static final Pattern TOUCHES_OUTSIDE = Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Xdebug|-Dbackstep\\..*"
            + "|-Xlog.*file=.*|-Xlog:[^:]*:[^:]*[/.][^:]*(:.*)?|-Xloggc:.*"
            + "|-XX:(OnError|OnOutOfMemoryError|HeapDumpPath|ErrorFile|LogFile|NativeMemoryTracking|FlightRecorderOptions"
            + "|StartFlightRecording)([=:].*)?"
            + "|-XX:\\+(HeapDumpOnOutOfMemoryError|HeapDumpBeforeFullGC|HeapDumpAfterFullGC|LogVMOutput|LogCompilation"
            + "|ShowMessageBoxOnError|CreateCoredumpOnCrash|ExtensiveErrorReports)"
            // Limits what classes take, which a replay holds for longer, too.
            + "|-Xss.*|-XX:ThreadStackSize=.*"
            + "|-XX:(MaxMetaspaceSize|CompressedClassSpaceSize)=.*|-XX:\\+AlwaysPreTouch");

    private static final int REPLAY_STACK_MIB = 256;

    private ReplayVmOptions() { }

    /**
     * @param properties system properties at the beginning of the log
     * @param replaying the machine that replays
     */
    static List<String> of(RecordingMetadata metadata, Map<String, String> properties, Machine replaying) {
        List<String> recorded = metadata.vmOptions();
        List<String> options = new ArrayList<>(BootFacts.options(recorded, metadata.machine(), properties));
        for (String option : recorded) {
            if (ClassArchives.isNamedBy(option)) {
                options.add("-Xshare:off");     // what it came to: the archive was not that of the instrumented JDK
            } else if (!TOUCHES_OUTSIDE.matcher(option).matches() && !HeapLimit.isSetBy(option)) {
                options.add(option);
            }
        }
        // Where the stack overflowed is in the log; before that it must not overflow here.
        options.add("-Xss" + REPLAY_STACK_MIB + "m");
        options.add("-Xmx" + HeapLimit.bytes(recorded, metadata.machine(), replaying));
        return options;
    }
}
