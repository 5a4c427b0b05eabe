package dev.backstep.replay.session;

import java.util.List;
import java.util.Optional;

/** A lock that is held or waited for. {@code cycle} if it is part of a deadlock. Threads by id. */
public record LockView(String name, Optional<Integer> owner, List<Integer> waiting, boolean cycle) { }
