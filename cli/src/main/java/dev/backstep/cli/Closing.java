package dev.backstep.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last one first, once. What fails does not keep the others open: the process is about to end. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();      // protected by this

    synchronized <T extends AutoCloseable> T later(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.getLogger("dev.backstep.cli").log(System.Logger.Level.DEBUG, "not closed at the end", e);
            }
        }
    }
}
