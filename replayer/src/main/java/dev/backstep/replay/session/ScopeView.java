package dev.backstep.replay.session;

/** A group of variables of a frame: locals, {@code this}, static fields. {@code id} serves as container. */
public record ScopeView(String name, long id, int namedParts, boolean expensive) { }
