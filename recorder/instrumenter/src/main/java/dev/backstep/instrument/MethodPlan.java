package dev.backstep.instrument;

/**
 * What has to be done in one method of an application class. Places are offsets in its original code.
 *
 * <p>Also runs inside the debuggee.
 */
final class MethodPlan {
    /** Before the instruction: a scheduling point. */
    static final int TICK = 1;
    /** Likewise, before a recursive call: where the stack is most likely to overflow. */
    static final int RECURSION_TICK = 2;
    /** The first instruction of a handler that may catch a stack overflow. */
    static final int CATCHES_OVERFLOW = 4;
    /** The jump that closes a loop. */
    static final int LOOP_END = 8;

    /** Before an instruction that may initialise a class, see {@link Gates}. */
    static final int GATE = 16;

    /** For each offset a sum of the above. */
    final byte[] actions;
    /** Its first instruction resolves a class that is in a signature of its class. */
    boolean resolvesSignatureClass;
    /** Replay: errors are thrown before these instructions, see {@link ErrorPlaces}; pairs of offset and number. */
    int[] errorPlaces;
    /** The same at its entry: numbers. */
    int[] errorPlacesAtEntry;
    final MonitorHandlers handlers;
    /** Local variable 0 is assigned. */
    boolean overwritesThis;

    MethodPlan(Instructions code) {
        actions = new byte[code.codeLength];
        handlers = new MonitorHandlers(code);
    }

    void add(int offset, int action) {
        actions[offset] |= (byte) action;
    }

    /** The tick of a recursive call stands for the other one. */
    void replaceTick(int offset) {
        actions[offset] = (byte) (actions[offset] & ~TICK | RECURSION_TICK);
    }

    boolean has(int offset, int action) {
        return (actions[offset] & action) != 0;
    }
}
