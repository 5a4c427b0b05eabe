package dev.backstep.dap.state;

/**
 * How far a conversation has come.
 *
 * <pre>
 * NEW ─initialize─► GREETED ─launch, attach─► CONFIGURING ─configurationDone─► [RECORDING ►] OPENING ─► STANDING ◄─► MOVING
 *                                                                                    any ─► ENDED
 * </pre>
 */
public enum Phase {
    NEW, GREETED, CONFIGURING, RECORDING, OPENING, STANDING, MOVING, ENDED
}
