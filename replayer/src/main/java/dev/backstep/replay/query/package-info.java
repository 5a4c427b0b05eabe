/**
 * Questions about a whole recording. They are answered from replays of their own, so they never disturb the process that a
 * session looks at.
 *
 * <p>A {@link dev.backstep.replay.query.Survey} is what one whole replay told: {@link dev.backstep.replay.query.SurveyReader}
 * reads the file that the runtime wrote ({@link dev.backstep.recording.SurveyLayout}), and
 * {@link dev.backstep.replay.query.SpanLane} and {@link dev.backstep.replay.query.MarkLane} hold it so that any part of the
 * timeline can be drawn at any scale at once.
 */
package dev.backstep.replay.query;
