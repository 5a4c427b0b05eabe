/**
 * Runs programs plainly, recorded and replayed, each in a process of its own, and compares what they print.
 *
 * <p>A test says {@link dev.backstep.tests.support.RecordAndReplay#recordAndReplay(Program)}. The {@code backstep} command is started
 * as a user starts it: by the script in the root of the project.
 *
 * <p>System properties: {@code backstep.test.replays} (replays of each recording), {@code backstep.test.timeout} (seconds that one
 * process may take), {@code backstep.test.recordings} (folder for recordings of failed tests), {@code backstep.test.command} (the
 * {@code backstep} to test, if it is not the one in the root), {@code backstep.test.record} (more options for all recordings).
 */
package dev.backstep.tests.support;
