package dev.backstep.tests.debuggees;

/** How deep the stack goes before it overflows, which depends on what has been compiled. */
@Debuggee
public final class StackOverflowDepth {
    private static int depth;

    private StackOverflowDepth() {
    }

    public static void main(String[] arguments) {
        for (int i = 0; i < 4; i++) {
            try {
                recurse(0);
            } catch (StackOverflowError e) {
                System.out.println(depth);
            }
        }
    }

    private static int recurse(int level) {
        depth = level;
        return recurse(level + 1) * 3 + level;
    }
}
