package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The notes of an ELF core file: threads, registers, mapped files. Layouts: core(5), elf(5), {@code include/linux/elfcore.h},
 * {@code include/uapi/linux/elf.h}, {@code fs/binfmt_elf.c}.
 */
final class CoreNotes {
    private static final int NT_PRSTATUS = 1;
    private static final int NT_FPREGSET = 2;
    private static final int NT_PRPSINFO = 3;
    private static final int NT_AUXV = 6;
    private static final int NT_FILE = 0x46494c45;
    private static final int NT_X86_XSTATE = 0x202;
    // struct elf_prstatus of x86-64
    private static final int PRSTATUS_BYTES = 336;
    private static final int PRSTATUS_CURRENT_SIGNAL = 12;
    private static final int PRSTATUS_MASK = 24;
    private static final int PRSTATUS_PID = 32;
    private static final int PRSTATUS_REGISTERS = 112;
    private static final int PRSTATUS_HAS_FP = 328;
    // struct elf_prpsinfo of x86-64
    private static final int PRPSINFO_BYTES = 136;
    private static final int PRPSINFO_PID = 24;
    private static final int PRPSINFO_NAME = 40;
    private static final int PRPSINFO_NAME_BYTES = 16;
    private static final int PRPSINFO_ARGUMENTS = 56;
    private static final int PRPSINFO_ARGUMENTS_BYTES = 80;
    /** The part of XSAVE's area that FXSAVE has. */
    private static final int FXSAVE_BYTES = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Debuggers take the first thread for the one that matters: it is the one that a signal killed, or the main thread. */
    static byte[] of(ProcessState process) {
        CoreNotes notes = new CoreNotes();
        List<ThreadState> threads = new ArrayList<>(process.threads());
        threads.stream().filter(thread -> thread.id() == process.death().thread()).findFirst().ifPresent(thread -> {
            threads.remove(thread);
            threads.addFirst(thread);
        });
        for (int i = 0; i < threads.size(); i++) {
            ThreadState thread = threads.get(i);
            notes.add("CORE", NT_PRSTATUS, status(thread, process.death().signal()));
            if (i == 0) {
                notes.add("CORE", NT_PRPSINFO, processInfo(process));
                notes.add("CORE", NT_AUXV, process.auxiliaryVector());
                notes.add("CORE", NT_FILE, files(process.mappings()));
            }
            notes.add("CORE", NT_FPREGSET, Arrays.copyOf(thread.extendedState(), FXSAVE_BYTES));
            notes.add("LINUX", NT_X86_XSTATE, thread.extendedState());
        }
        return notes.bytes.toByteArray();
    }

    /** Name and content are padded to four bytes each. */
    private void add(String name, int type, byte[] content) {
        int nameBytes = name.length() + 1;
        ByteBuffer note = buffer(12 + padded(nameBytes) + padded(content.length));
        note.putInt(nameBytes).putInt(content.length).putInt(type);
        note.put(name.getBytes(StandardCharsets.US_ASCII)).position(12 + padded(nameBytes)).put(content);
        bytes.writeBytes(note.array());
    }

    private static int padded(int length) {
        return length + 3 & -4;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] status(ThreadState thread, int signal) {
        ByteBuffer status = buffer(PRSTATUS_BYTES).putInt(0, signal).putShort(PRSTATUS_CURRENT_SIGNAL, (short) signal).putLong(PRSTATUS_MASK, thread.signalMask())
                .putInt(PRSTATUS_PID, thread.id()).putInt(PRSTATUS_HAS_FP, 1);
        long[] registers = thread.registers();
        for (int i = 0; i < registers.length; i++) {
            status.putLong(PRSTATUS_REGISTERS + i * Long.BYTES, registers[i]);
        }
        return status.array();
    }

    private static byte[] processInfo(ProcessState process) {
        ByteBuffer info = buffer(PRPSINFO_BYTES).putInt(PRPSINFO_PID, process.pid());
        String executable = process.executable();
        put(info, PRPSINFO_NAME, PRPSINFO_NAME_BYTES, executable.substring(executable.lastIndexOf('/') + 1));
        put(info, PRPSINFO_ARGUMENTS, PRPSINFO_ARGUMENTS_BYTES, executable);
        return info.array();
    }

    private static void put(ByteBuffer target, int position, int roomBytes, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        target.put(position, content, 0, Math.min(content.length, roomBytes - 1));
    }

    /** Count, page size; start, end and offset in pages of each; then the names. */
    private static byte[] files(List<MappingState> mappings) {
        List<MemoryMapping> files = mappings.stream().map(MappingState::mapping).filter(MemoryMapping::hasFile).toList();
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        ByteBuffer table = buffer(2 * Long.BYTES + files.size() * 3 * Long.BYTES);
        table.putLong(files.size()).putLong(PageIndex.PAGE_BYTES);
        for (MemoryMapping file : files) {
            table.putLong(file.start()).putLong(file.end()).putLong(file.offset() / PageIndex.PAGE_BYTES);
            names.writeBytes((file.path() + '\0').getBytes(StandardCharsets.UTF_8));
        }
        byte[] all = Arrays.copyOf(table.array(), table.capacity() + names.size());
        System.arraycopy(names.toByteArray(), 0, all, table.capacity(), names.size());
        return all;
    }
}
