package dev.backstep.linux;

/** The list of robust futexes that a thread has registered, get_robust_list(2). {@code head} is 0 if it has none. */
public record RobustList(long head, long lengthBytes) { }
