package dev.backstep.linux;

/**
 * The restartable sequence that a thread has registered with the kernel, rseq(2). {@code address} is 0 if it has none.
 */
public record RestartableSequence(long address, int lengthBytes, int signature) { }
