package dev.backstep.checkpoint;

import dev.backstep.linux.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What rt_sigreturn(2) reads from the stack: {@code arch/x86/include/uapi/asm/sigcontext.h} and {@code ucontext.h}. */
final class SignalFrame {
    // uc_flags
    private static final long UC_FP_XSTATE = 1;
    private static final long UC_SIGCONTEXT_SS = 2;
    private static final long UC_STRICT_RESTORE_SS = 4;
    /** No flag that sigaltstack(2) knows, so that the signal stack stays as it is. */
    private static final int INVALID_STACK_FLAGS = 0x100;
    private static final int CONTEXT_BYTES = 304;
    private static final int STACK_FLAGS_OFFSET = 24;
    private static final int REGISTERS_OFFSET = 40;
    private static final int SEGMENTS_OFFSET = REGISTERS_OFFSET + 18 * Long.BYTES;
    private static final int FPSTATE_OFFSET = REGISTERS_OFFSET + 23 * Long.BYTES;
    private static final int MASK_OFFSET = CONTEXT_BYTES - Long.BYTES;
    /** struct sigcontext: r8 to r15, di, si, bp, bx, dx, ax, cx, sp, ip, flags; as indexes of {@link Registers}. */
    private static final int[] ORDER = {9, 8, 7, 6, 3, 2, 1, 0, 14, 13, 4, 5, 12, 10, 11, 19, 16, 18};
    private static final int CODE_SEGMENT = 17;
    private static final int STACK_SEGMENT = 20;
    // struct _fpx_sw_bytes, in the reserved bytes of the FXSAVE area; ptrace has the features there already
    private static final int SOFTWARE_OFFSET = 464;
    private static final int MAGIC_1 = 0x46505853;
    private static final int MAGIC_2 = 0x46505845;

    private SignalFrame() { }

    /** struct ucontext for a thread that shall go on with these registers. */
    static byte[] context(Registers registers, long signalMask, long fpstateAddress) {
        ByteBuffer context = ByteBuffer.allocate(CONTEXT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        context.putLong(0, UC_FP_XSTATE | UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS);
        context.putInt(STACK_FLAGS_OFFSET, INVALID_STACK_FLAGS);
        for (int i = 0; i < ORDER.length; i++) {
            context.putLong(REGISTERS_OFFSET + i * Long.BYTES, registers.get(ORDER[i]));
        }
        // cs, gs, fs, ss; the kernel ignores gs and fs
        context.putShort(SEGMENTS_OFFSET, (short) registers.get(CODE_SEGMENT));
        context.putShort(SEGMENTS_OFFSET + 6, (short) registers.get(STACK_SEGMENT));
        context.putLong(FPSTATE_OFFSET, fpstateAddress);
        context.putLong(MASK_OFFSET, signalMask);
        return context.array();
    }

    /** The same registers as ptrace gives them, marked as the kernel marks those of a frame. */
    static byte[] extendedState(byte[] xsave) {
        byte[] marked = Arrays.copyOf(xsave, xsave.length + Integer.BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(marked).order(ByteOrder.LITTLE_ENDIAN);
        long features = buffer.getLong(SOFTWARE_OFFSET);
        buffer.putInt(SOFTWARE_OFFSET, MAGIC_1).putInt(SOFTWARE_OFFSET + 4, marked.length)
                .putLong(SOFTWARE_OFFSET + 8, features).putInt(SOFTWARE_OFFSET + 16, xsave.length)
                .putInt(xsave.length, MAGIC_2);
        return marked;
    }
}
