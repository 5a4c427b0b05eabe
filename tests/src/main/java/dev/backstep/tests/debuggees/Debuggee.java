package dev.backstep.tests.debuggees;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a main class that is recorded and replayed by the system tests, and says how to start it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Debuggee {
    /** Whether two runs of the program print the same. */
    enum Output {
        /** Each run prints the same, recorded or not. */
        SAME,
        /** Two runs may differ, two replays of one recording may not. */
        VARIES,
        /** Shows what a recording does not cover (docs/determinism.md): a replay may diverge, and must say so. */
        NOT_COVERED
    }

    Output output() default Output.VARIES;

    int exitCode() default 0;

    String[] vmOptions() default {};

    String[] arguments() default {};

    /** What the program finds on its standard input. */
    String input() default "";
}
