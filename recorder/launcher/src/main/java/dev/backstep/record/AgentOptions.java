package dev.backstep.record;

/** Options with which the VM itself runs code that is not the program's. */
public final class AgentOptions {
    private static final String DEBUG_AGENT = "-agentlib:jdwp";

    private AgentOptions() { }

    /** @return whether the VM loads an agent, or a compiler of its own, because of this option; not the debug agent of the JDK */
    public static boolean isOne(String option) {
        return option.startsWith("-javaagent:") || option.startsWith("-agentpath:") || option.startsWith("-Xrun") || option.startsWith("-XX:JVMCILibPath=")
                || option.startsWith("-Xbootclasspath/a:") || option.startsWith("-agentlib:") && !option.startsWith(DEBUG_AGENT);
    }
}
