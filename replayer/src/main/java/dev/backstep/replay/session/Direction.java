package dev.backstep.replay.session;

/** Which way a motion goes through the execution. */
public enum Direction {
    FORWARD, BACKWARD
}
