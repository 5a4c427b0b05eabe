package dev.backstep.replay.session;

/** How far a step goes, in one thread. Backwards: IN goes into the call that ended last, OUT to where the method was called. */
public enum StepKind {
    IN, OVER, OUT
}
