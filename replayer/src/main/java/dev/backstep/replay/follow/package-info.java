/**
 * Checkpoints of a recording on the way: {@link dev.backstep.replay.follow.CheckpointRules} say when,
 * {@link dev.backstep.replay.follow.CheckpointTaker} takes them in a replay, and
 * {@link dev.backstep.replay.follow.Follower} is such a replay of a recording that is being written. So the recorded program
 * itself is never stopped, and checkpoints are taken in one way, whether while recording or later.
 */
package dev.backstep.replay.follow;
