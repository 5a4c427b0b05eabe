package java.lang;

/** Wakes the debug agent ({@code onthrow}): until it is thrown, the agent leaves no traces in the program. */
final class BackstepDebugRequest extends Exception {
    private static final long serialVersionUID = 1;

    BackstepDebugRequest() {
        super(null, null, false, false);
    }
}
