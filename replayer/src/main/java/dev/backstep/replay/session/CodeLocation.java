package dev.backstep.replay.session;

/**
 * A line of code.
 *
 * @param className binary name, {@code a.b.Outer$Inner}
 * @param method name, empty where only the line is meant
 * @param line from 1; 0 where the class file has no line numbers
 */
public record CodeLocation(String className, String method, int line) {
    @Override
    public String toString() {
        return className + (method.isEmpty() ? "" : "." + method) + ":" + line;
    }
}
