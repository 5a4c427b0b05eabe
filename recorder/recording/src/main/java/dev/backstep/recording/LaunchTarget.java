package dev.backstep.recording;

/**
 * The program that the recorded command starts.
 *
 * @param kind how java finds it
 * @param name main class, path of the jar, {@code module/class} or path of the source file, as the user gave it
 */
public record LaunchTarget(Kind kind, String name) {
    /** The ways in which java names a program. The order is part of the recording format. */
    public enum Kind {
        /** {@code java Main} */
        MAIN_CLASS,
        /** {@code java -jar x.jar} */
        JAR,
        /** {@code java -m module/Main} */
        MODULE,
        /** {@code java Main.java} */
        SOURCE_FILE
    }
}
