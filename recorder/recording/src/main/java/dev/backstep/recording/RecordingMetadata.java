package dev.backstep.recording;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was run, where and with what; known before the debuggee starts and never changed.
 *
 * @param commandLine as the user gave it, from {@code java} on
 * @param expandedCommandLine with argument files and JAVA_TOOL_OPTIONS and the like put in
 * @param jdkHome of the JDK that the command would have used without us
 * @param jdkVersion its build, such as {@code 25.0.3+9-LTS}; a replay needs the same
 * @param imageVersion digest of the instrumented JDK; a replay needs the same
 * @param vmOptions options for the VM and for finding classes, in order
 * @param classPath as given, relative to the working directory; empty for a jar or module
 * @param programArguments what {@code main} gets
 * @param target what is started
 * @param environment of the debuggee
 * @param workingDirectory of the debuggee
 * @param user who recorded
 * @param host where
 * @param operatingSystem name, release and architecture
 * @param machine what its VM chose collector and heap size by
 * @param startedAtMillis since the epoch
 * @param backstepVersion that recorded
 * @param hookNames natives by hook id, such as {@code java/io/FileInputStream.read0()I}
 */
public record RecordingMetadata(
        List<String> commandLine,
        List<String> expandedCommandLine,
        String jdkHome,
        String jdkVersion,
        String imageVersion,
        List<String> vmOptions,
        List<String> classPath,
        List<String> programArguments,
        LaunchTarget target,
        Map<String, String> environment,
        String workingDirectory,
        String user,
        String host,
        String operatingSystem,
        Machine machine,
        long startedAtMillis,
        String backstepVersion,
        List<String> hookNames) {

    /** @throws NullPointerException if any component is missing */
    public RecordingMetadata {
        commandLine = List.copyOf(commandLine);
        expandedCommandLine = List.copyOf(expandedCommandLine);
        Objects.requireNonNull(jdkHome, "jdkHome");
        Objects.requireNonNull(jdkVersion, "jdkVersion");
        Objects.requireNonNull(imageVersion, "imageVersion");
        vmOptions = List.copyOf(vmOptions);
        classPath = List.copyOf(classPath);
        programArguments = List.copyOf(programArguments);
        Objects.requireNonNull(target, "target");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(operatingSystem, "operatingSystem");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(backstepVersion, "backstepVersion");
        hookNames = List.copyOf(hookNames);
    }

    /** Starts from nothing; everything that is not set is empty, except the target, which must be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Names the components where they are set; eighteen arguments in a row would not. Not thread-safe. */
    public static final class Builder {
        private List<String> commandLine = List.of();
        private List<String> expandedCommandLine = List.of();
        private String jdkHome = "";
        private String jdkVersion = "";
        private String imageVersion = "";
        private List<String> vmOptions = List.of();
        private List<String> classPath = List.of();
        private List<String> programArguments = List.of();
        private LaunchTarget target;
        private Map<String, String> environment = Map.of();
        private String workingDirectory = "";
        private String user = "";
        private String host = "";
        private String operatingSystem = "";
        private Machine machine = Machine.UNKNOWN;
        private long startedAtMillis;
        private String backstepVersion = "";
        private List<String> hookNames = List.of();

        private Builder() { }

        public Builder commandLine(List<String> value) {
            commandLine = value;
            return this;
        }

        public Builder expandedCommandLine(List<String> value) {
            expandedCommandLine = value;
            return this;
        }

        public Builder jdkHome(String value) {
            jdkHome = value;
            return this;
        }

        public Builder jdkVersion(String value) {
            jdkVersion = value;
            return this;
        }

        public Builder imageVersion(String value) {
            imageVersion = value;
            return this;
        }

        public Builder vmOptions(List<String> value) {
            vmOptions = value;
            return this;
        }

        public Builder classPath(List<String> value) {
            classPath = value;
            return this;
        }

        public Builder programArguments(List<String> value) {
            programArguments = value;
            return this;
        }

        public Builder target(LaunchTarget value) {
            target = value;
            return this;
        }

        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        public Builder workingDirectory(String value) {
            workingDirectory = value;
            return this;
        }

        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder host(String value) {
            host = value;
            return this;
        }

        public Builder operatingSystem(String value) {
            operatingSystem = value;
            return this;
        }

        public Builder machine(Machine value) {
            machine = value;
            return this;
        }

        public Builder startedAtMillis(long value) {
            startedAtMillis = value;
            return this;
        }

        public Builder backstepVersion(String value) {
            backstepVersion = value;
            return this;
        }

        public Builder hookNames(List<String> value) {
            hookNames = value;
            return this;
        }

        public RecordingMetadata build() {
            return new RecordingMetadata(commandLine, expandedCommandLine, jdkHome, jdkVersion, imageVersion, vmOptions,
                    classPath, programArguments, target, environment, workingDirectory, user, host, operatingSystem, machine,
                    startedAtMillis, backstepVersion, hookNames);
        }
    }
}
