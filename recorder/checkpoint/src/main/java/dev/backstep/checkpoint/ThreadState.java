package dev.backstep.checkpoint;

import dev.backstep.linux.RestartableSequence;
import dev.backstep.linux.RobustList;

/**
 * A thread in a checkpoint.
 *
 * @param id             as the process sees it
 * @param registers      {@link dev.backstep.linux.Registers}
 * @param extendedState  FP and vector registers, XSAVE format
 * @param signalMask     blocked signals
 * @param signalStack    {@code stack_t} of sigaltstack(2), three words
 */
record ThreadState(int id, String name, long[] registers, byte[] extendedState, long signalMask, long[] signalStack,
        RobustList robustList, RestartableSequence restartableSequence) { }
