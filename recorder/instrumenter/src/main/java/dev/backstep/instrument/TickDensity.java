package dev.backstep.instrument;

/** How many ticks application code gets. Chosen per recording, the same in its replays. */
public enum TickDensity {
    /** None: classes of the JDK, and what an agent made of a class that has its ticks. */
    NONE,
    /** One in each loop, and where a switch is most likely to matter. */
    NORMAL,
    /** Before every write and call: finds rarer races, costs more. */
    DENSE
}
