/**
 * Replaying JVMs that are steered: a {@link dev.backstep.replay.vm.ReplayVm} runs to a goal and is held there. It counts steps
 * and obeys through a {@link dev.backstep.replay.vm.ControlBlock}, memory that it shares with us; no debugger takes part.
 *
 * <p>Nothing here decides where to go; that is {@code dev.backstep.replay.travel}.
 */
package dev.backstep.replay.vm;
