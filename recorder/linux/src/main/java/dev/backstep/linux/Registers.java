package dev.backstep.linux;

import java.util.Arrays;

/**
 * The general registers of a thread, mutable. {@code struct user_regs_struct} in
 * {@code arch/x86/include/asm/user_64.h}: 27 words in the order of the constants.
 */
public final class Registers {
    public static final int R15 = 0;
    public static final int R14 = 1;
    public static final int R13 = 2;
    public static final int R12 = 3;
    public static final int R10 = 7;
    public static final int R9 = 8;
    public static final int R8 = 9;
    public static final int RAX = 10;
    public static final int RDX = 12;
    public static final int RSI = 13;
    public static final int RDI = 14;
    /** Number of the system call that the thread is in; negative if in none. */
    public static final int ORIG_RAX = 15;
    public static final int RIP = 16;
    public static final int RSP = 19;
    /** Base of the thread-local storage. */
    public static final int FS_BASE = 21;
    public static final int COUNT = 27;

    /** Where the arguments of a system call go: syscall(2), x86-64. */
    private static final int[] ARGUMENTS = {RDI, RSI, RDX, R10, R8, R9};

    private final long[] words;

    /** @param words all of them; copied */
    public Registers(long[] words) {
        if (words.length != COUNT) {
            throw new IllegalArgumentException(words.length + " registers");
        }
        this.words = words.clone();
    }

    public long get(int index) {
        return words[index];
    }

    public Registers set(int index, long value) {
        words[index] = value;
        return this;
    }

    /** A copy that runs the system call whose instruction is at {@code instruction}. */
    public Registers forSyscall(long instruction, int number, long... arguments) {
        Registers call = new Registers(words).set(RIP, instruction).set(RAX, number).set(ORIG_RAX, -1);
        for (int i = 0; i < ARGUMENTS.length; i++) {
            call.set(ARGUMENTS[i], i < arguments.length ? arguments[i] : 0);
        }
        return call;
    }

    public long[] toArray() {
        return words.clone();
    }

    @Override
    public String toString() {
        return "rip=%x rsp=%x rax=%x orig_rax=%x %s".formatted(words[RIP], words[RSP], words[RAX], words[ORIG_RAX],
                Arrays.toString(words));
    }
}
