/**
 * The recording on disk: layout, writer and reader side by side. The format is described, byte by byte, in
 * {@code docs/recording-format.md}; {@link dev.backstep.recording.RecordingLayout} and
 * {@link dev.backstep.recording.EventCodes} are its constants.
 *
 * <p>The life of a recording, and who does what:
 *
 * <pre>
 *  launcher   RecordingCreator   header page, metadata
 *  debuggee   (the runtime)      appends events to the log through a mapping, updates the counters of the header
 *  launcher   RecordingCloser    drops reserved space, adds the trailer with checksums
 *  anybody    Recording          opens it, in each of these states
 *              ├─ EventReader     events in order, as {@link dev.backstep.recording.Event} records
 *              ├─ EventText       an event as a line of text
 *              └─ RecordingVerifier  what is wrong with it, and up to where it is intact
 * </pre>
 *
 * <p>What may be wrong with a file are three different errors: it is no recording
 * ({@link dev.backstep.recording.NotARecordingException}), it is damaged
 * ({@link dev.backstep.recording.CorruptRecordingException}), it is from the future
 * ({@link dev.backstep.recording.RecordingTooNewException}). Nothing that stands in a file makes this package throw anything
 * else, or allocate more than a small multiple of the file's length.
 */
package dev.backstep.recording;
