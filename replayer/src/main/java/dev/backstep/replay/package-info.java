/**
 * Re-executes recordings.
 *
 * <p>{@link dev.backstep.replay.Replayer} finds the instrumented JDK that recorded
 * ({@link dev.backstep.replay.RecordedImage}), starts it with the recorded options
 * ({@link dev.backstep.replay.ReplayCommand}), and reads the report that the runtime inside it leaves
 * ({@link dev.backstep.replay.ReplayReport}). Everything the program asks from outside comes from the event log, so the
 * replaying process needs no files, network or terminal of the recorded program.
 */
package dev.backstep.replay;
