package dev.backstep.replay.vm;

/** A step on a site that a {@link Goal} wanted to be recorded. */
public record Hit(long step, int site, int thread) { }
