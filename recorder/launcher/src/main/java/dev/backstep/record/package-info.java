/**
 * Starts a program under recording.
 *
 * <p>The walk from a command line to a recording:
 * {@link dev.backstep.record.JavaCommand} understands the user's {@code java} command,
 * {@link dev.backstep.record.JavaLocator} finds the JDK that it would have used,
 * {@link dev.backstep.record.InstrumentedJdk} has an instrumented copy of that JDK made (once; then it is in
 * {@link dev.backstep.record.ImageCache the cache}), and {@link dev.backstep.record.Recorder} creates the recording, runs
 * the program in that copy, passes signals on, and closes the recording when the program is gone.
 *
 * <p>The debuggee comes first: whatever can fail before it starts makes {@code record} fail without starting it; what
 * fails afterwards costs the recording, never the program.
 */
package dev.backstep.record;
