package dev.backstep.recording;

/**
 * Where an event stands.
 *
 * @param index number of the event in the log, from 0
 * @param offset in the file, of its first byte
 * @param thread our id of the thread that it happened to
 * @param tick ticks of the whole program before it
 */
public record EventPosition(long index, long offset, int thread, long tick) { }
