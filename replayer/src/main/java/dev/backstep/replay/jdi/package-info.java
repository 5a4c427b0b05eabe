/**
 * What the program holds at a stop, read through HotSpot's debug interface. {@link dev.backstep.replay.jdi.JdiInspection} is
 * the door; whoever runs the debuggee gives it a {@link dev.backstep.replay.jdi.machine.StoppedProgram}. Only this package
 * and those below it know {@code com.sun.jdi}; nothing of it leaves them.
 *
 * <p>Below: {@code machine} reads the JVM and runs methods in it, {@code value} makes texts of values, {@code expression}
 * evaluates Java. What belongs to one stop hangs on {@link dev.backstep.replay.jdi.StopState} and goes with it.
 */
package dev.backstep.replay.jdi;
