/**
 * Time travel: where a session stands and how it moves. {@link dev.backstep.replay.travel.ReplaySessions} opens a recording;
 * {@link dev.backstep.replay.travel.TravelMotions} turns each motion into a position to go to or a goal to run to, and
 * {@link dev.backstep.replay.travel.Timeline} brings a process there. Processes that are held at earlier places are
 * {@link dev.backstep.replay.travel.Bases}.
 *
 * <p>Inspection and queries are parts of their own, in {@code .jdi} and {@code .query}: what they get of a session is a
 * {@link dev.backstep.replay.travel.SessionHost}.
 */
package dev.backstep.replay.travel;
