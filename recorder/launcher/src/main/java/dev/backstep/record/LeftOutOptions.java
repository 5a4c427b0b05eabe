package dev.backstep.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Options of the VM that a program is not recorded with, because they would be of no use or make the recording of none. */
final class LeftOutOptions {
    private LeftOutOptions() { }

    /**
     * @param command {@code java} and its arguments
     * @param notices told of each option that is left out
     * @return the command without such options; those in argument files and in the environment stay
     */
    static List<String> leaveOut(List<String> command, Path workingDirectory, Consumer<String> notices) {
        List<String> kept = new ArrayList<>(List.of(command.getFirst()));
        ArgumentFiles files = new ArgumentFiles(workingDirectory);
        try {
            for (String argument : command.subList(1, command.size())) {
                String reason = files.mainSeen() ? "" : reason(argument);
                files.add(argument);
                if (reason.isEmpty()) {
                    kept.add(argument);
                } else {
                    notices.accept("left out while recording: " + argument + ", because " + reason);
                }
            }
        } catch (JavaCommandException e) {
            return command;     // java will say what is wrong
        }
        return kept;
    }

    static boolean isFlightRecorder(String option) {
        return option.startsWith("-XX:StartFlightRecording") || option.startsWith("-XX:FlightRecorderOptions");
    }

    private static String reason(String option) {
        if (ClassArchives.isNamedBy(option)) {
            return "a class archive fits one JDK only";
        }
        if (option.startsWith("-XshowSettings")) {
            return "a replay has other settings";
        }
        if (isFlightRecorder(option)) {
            return "what Flight Recorder does cannot be replayed";
        }
        return "";
    }
}
