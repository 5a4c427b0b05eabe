package dev.backstep.checkpoint;

/**
 * Something that the machine allows or not.
 *
 * @param name   stable, for programs: {@code ptrace}
 * @param purpose what Backstep needs it for
 * @param detail what was found
 * @param remedy what to change; empty if it is there
 */
public record Capability(String name, boolean available, String purpose, String detail, String remedy) { }
