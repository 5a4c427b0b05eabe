package dev.backstep.record;

import java.util.List;

/** Options with which a recording could not be replayed. Given on the command line some are {@link LeftOutOptions left out} instead. */
final class RefusedOptions {
    private RefusedOptions() { }

    /**
     * @param vmOptions all of them: those of the environment, of argument files and of the command line
     * @throws RecordingNotStartedException if one of them is refused
     */
    static void check(List<String> vmOptions) {
        for (String option : vmOptions) {
            if (LeftOutOptions.isFlightRecorder(option)) {
                refuse(option, "what Flight Recorder does cannot be replayed: take it out of the argument file or environment variable");
            }
            if (option.startsWith("-Xbootclasspath/a:")) {
                refuse(option, "classes on the boot class path cannot be recorded: put them on the class path");
            }
            if (option.startsWith("-XshowSettings")) {
                refuse(option, "it would print the settings of the replay there: leave it out");
            }
        }
    }

    private static void refuse(String option, String reason) {
        throw new RecordingNotStartedException("cannot record with " + option + ", because " + reason + ".", null);
    }
}
