package dev.backstep.replay.jdi.machine;

/** Knows which classes there are besides the loaded ones, without asking the program. */
public interface ClassCatalog {
    /** @param name binary name, {@code a.b.Outer$Inner} */
    boolean exists(String name);
}
