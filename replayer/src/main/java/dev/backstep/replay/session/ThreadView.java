package dev.backstep.replay.session;

/**
 * A thread of the program at the present position.
 *
 * @param id as in the event log
 * @param state RUNNING (goes next), RUNNABLE, BLOCKED, WAITING, PARKED, SLEEPING, IN_NATIVE or ENDED
 * @param waitsFor the lock or native it waits for, for people; empty if it does not
 */
public record ThreadView(int id, String name, State state, String waitsFor, boolean daemon, boolean virtual) {
    /** What a thread does. */
    public enum State {
        RUNNING, RUNNABLE, BLOCKED, WAITING, PARKED, SLEEPING, IN_NATIVE, ENDED
    }
}
