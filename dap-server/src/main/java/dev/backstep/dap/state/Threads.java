package dev.backstep.dap.state;

/** Thread ids: a session counts from 0, which clients take for "no thread". */
public final class Threads {
    private Threads() { }

    public static int toClient(int thread) {
        return thread + 1;
    }

    public static int fromClient(int thread) {
        return thread - 1;
    }
}
