package dev.backstep.replay.session;

/** The exception at whose throw a thread stands. */
public record ExceptionView(String className, String message, String stackTrace, boolean caught, long valueId) { }
