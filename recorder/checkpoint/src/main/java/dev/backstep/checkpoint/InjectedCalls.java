package dev.backstep.checkpoint;

import dev.backstep.linux.Errno;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.SyscallException;

/** System calls that a stopped thread is made to execute, one by one. All its registers are afterwards as before. */
abstract class InjectedCalls {
    final Ptrace ptrace;
    final int tid;
    /** The child that the last call has made; 0 if it has made none. */
    int newChild;

    InjectedCalls(Ptrace ptrace, int tid) {
        this.ptrace = ptrace;
        this.tid = tid;
    }

    /** @return the result, or the negative errno */
    abstract long raw(int number, long... arguments);

    /** @throws SyscallException if the call fails over there */
    final long call(String name, int number, long... arguments) {
        long result = raw(number, arguments);
        if (Errno.isError(result)) {
            throw new SyscallException(name + " inside thread " + tid, (int) -result);
        }
        return result;
    }

    /**
     * A call that makes a child, which we trace: the thread must have the options for that.
     *
     * @return the child's id as we see it; it is stopped
     */
    final int callForChild(String name, int number, long... arguments) {
        newChild = 0;
        call(name, number, arguments);
        if (newChild == 0 || !ptrace.awaitInterrupted(newChild)) {
            throw new IllegalStateException(name + " inside thread " + tid + ": no child to trace");
        }
        return newChild;
    }
}
