package dev.backstep.cli;

import java.util.Optional;

/**
 * What the follower of a recording is to do, as the user wrote it.
 *
 * @param rules when checkpoints are taken
 * @param keepLast how much of the recording is kept
 */
record FollowerOptions(String rules, Optional<String> keepLast) { }
