/** Checkpoints of replays, taken at random positions. */
package dev.backstep.tests.checkpoints;
