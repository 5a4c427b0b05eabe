package dev.backstep.checkpoint;

import dev.backstep.linux.Registers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ELF core of x86-64, of {@link CoreExport}, gdb or the kernel: elf(5), core(5). What it says is checked where it is used, for a
 * core may be anybody's.
 */
public final class CoreFile {
    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int MAGIC = 0x464c457f;
    private static final short ET_CORE = 4;
    private static final short EM_X86_64 = 62;
    private static final int PT_LOAD = 1;
    private static final int PT_NOTE = 4;
    private static final int NT_PRSTATUS = 1;
    private static final int NT_PRPSINFO = 3;
    private static final int NT_AUXV = 6;
    private static final int NT_FILE = 0x46494c45;
    private static final int NT_SIGINFO = 0x53494749;
    private static final int NT_X86_XSTATE = 0x202;
    private static final int PRSTATUS_SIGNAL = 12;
    private static final int PRSTATUS_MASK = 24;
    private static final int PRSTATUS_PID = 32;
    private static final int PRSTATUS_REGISTERS = 112;
    /** {@code siginfo_t}: sigaction(2). */
    private static final int SIGINFO_CODE = 8;
    private static final int SIGINFO_ADDRESS = 16;
    private static final int PRPSINFO_PID = 24;
    private static final int PRPSINFO_NAME = 40;
    private static final int PRPSINFO_NAME_BYTES = 16;
    private static final int PRPSINFO_ARGUMENTS = 56;
    private static final int PRPSINFO_ARGUMENTS_BYTES = 80;
    private static final int NOTES_MAX_BYTES = 256 << 20;
    private static final int NOTE_HEADER_BYTES = 12;

    private final Path path;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private final List<ThreadNote> threads = new ArrayList<>();
    private final List<FileRange> files = new ArrayList<>();
    private byte[] auxiliaryVector = new byte[0];
    private int signal;
    private int signalCode;
    private long signalAddress;
    private int pid;
    private String name = "";
    private String command = "";

    /**
     * Contents of memory.
     *
     * @param offset in the file
     */
    record Segment(long address, long offset, long lengthBytes) { }

    /**
     * A mapping, whether or not its contents are in the core.
     *
     * @param protection PROT_READ 1, PROT_WRITE 2, PROT_EXEC 4: mmap(2)
     */
    record Load(long start, long end, int protection) { }

    /** What of a file was mapped where, offset in bytes. */
    record FileRange(long start, long end, long offset, String path) { }

    /**
     * A thread.
     *
     * @param extendedState XSAVE format; empty if the core has none
     */
    record ThreadNote(int id, long signalMask, long[] registers, byte[] extendedState) { }

    private CoreFile(Path path) {
        this.path = path;
    }

    /** @throws CorruptCheckpointsException if it is none, or damaged */
    public static CoreFile open(Path path) throws IOException {
        CoreFile core = new CoreFile(path);
        try (CheckedFile file = new CheckedFile(path)) {
            core.read(file);
        }
        return core;
    }

    private void read(CheckedFile file) throws IOException {
        ByteBuffer header = file.upTo(HEADER_BYTES, 0);
        if (header.remaining() < HEADER_BYTES || header.getInt(0) != MAGIC || header.getShort(16) != ET_CORE
                || header.getShort(18) != EM_X86_64) {
            throw file.corrupt(0, "not an ELF core of x86-64");
        }
        long table = header.getLong(32);
        int count = header.getShort(56) & 0xffff;
        if (table < HEADER_BYTES || table > file.size() || header.getShort(54) != PROGRAM_HEADER_BYTES) {
            throw file.corrupt(32, "damaged program headers");
        }
        ByteBuffer headers = file.exactly(count * PROGRAM_HEADER_BYTES, table);
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = headers.slice(i * PROGRAM_HEADER_BYTES, PROGRAM_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long offset = entry.getLong(8);
            long length = entry.getLong(32);
            if (offset < 0 || length < 0 || offset > file.size() || length > file.size() - offset) {
                throw file.corrupt(table + (long) i * PROGRAM_HEADER_BYTES, "the core has been cut off");
            }
            if (entry.getInt(0) == PT_LOAD) {
                readLoad(entry, offset, length);
            } else if (entry.getInt(0) == PT_NOTE) {
                if (length > NOTES_MAX_BYTES) {
                    throw file.corrupt(offset, "notes of " + length + " bytes");
                }
                readNotes(file, file.exactly((int) length, offset), offset);
            }
        }
    }

    private void readLoad(ByteBuffer entry, long offset, long length) {
        long address = entry.getLong(16);
        int flags = entry.getInt(4);    // PF_R 4, PF_W 2, PF_X 1
        loads.add(new Load(address, address + entry.getLong(40), flags >> 2 & 1 | flags & 2 | (flags & 1) << 2));
        if (length > 0) {
            segments.add(new Segment(address, offset, length));
        }
    }

    private void readNotes(CheckedFile file, ByteBuffer notes, long offset) {
        while (notes.remaining() >= NOTE_HEADER_BYTES) {
            int nameBytes = notes.getInt();
            int length = notes.getInt();
            int type = notes.getInt();
            long end = notes.position() + padded(nameBytes) + padded(length);
            if (nameBytes < 0 || length < 0 || end > notes.limit()) {
                throw file.corrupt(offset + notes.position(), "damaged note");
            }
            ByteBuffer content = notes.slice((int) (notes.position() + padded(nameBytes)), length).order(ByteOrder.LITTLE_ENDIAN);
            try {
                readNote(type, content);
            } catch (IndexOutOfBoundsException e) {
                throw file.corrupt(offset + notes.position(), "damaged note");
            }
            notes.position((int) end);
        }
    }

    private static long padded(int length) {
        return length + 3L & -4L;
    }

    private void readNote(int type, ByteBuffer content) {
        switch (type) {
            case NT_PRSTATUS -> {
                if (threads.isEmpty()) {
                    signal = content.getShort(PRSTATUS_SIGNAL);
                }
                long[] registers = new long[Registers.COUNT];
                content.slice(PRSTATUS_REGISTERS, registers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(registers);
                threads.add(new ThreadNote(content.getInt(PRSTATUS_PID), content.getLong(PRSTATUS_MASK), registers, new byte[0]));
            }
            case NT_X86_XSTATE -> {
                if (!threads.isEmpty()) {
                    ThreadNote last = threads.removeLast();
                    threads.add(new ThreadNote(last.id, last.signalMask, last.registers, bytes(content)));
                }
            }
            case NT_SIGINFO -> {
                if (signalCode == 0) {
                    signalCode = content.getInt(SIGINFO_CODE);
                    signalAddress = content.getLong(SIGINFO_ADDRESS);
                }
            }
            case NT_AUXV -> auxiliaryVector = bytes(content);
            case NT_PRPSINFO -> {
                pid = content.getInt(PRPSINFO_PID);
                name = text(content, PRPSINFO_NAME, PRPSINFO_NAME_BYTES);
                command = text(content, PRPSINFO_ARGUMENTS, PRPSINFO_ARGUMENTS_BYTES);
            }
            case NT_FILE -> readFiles(content);
            default -> { }
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.limit()];
        content.get(0, bytes);
        return bytes;
    }

    private static String text(ByteBuffer content, int position, int length) {
        byte[] bytes = new byte[length];
        content.get(position, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf('\0'))).replaceAll("\\p{Cntrl}", "?");
    }

    /** Count and size of a page; start, end and offset in pages of each; then the names: {@code fs/binfmt_elf.c}. */
    private void readFiles(ByteBuffer content) {
        long count = content.getLong(0);
        long unit = content.getLong(Long.BYTES);
        long names = 2L * Long.BYTES + count * 3 * Long.BYTES;
        if (count < 0 || count > content.limit() || names > content.limit()) {
            throw new IndexOutOfBoundsException();
        }
        byte[] bytes = new byte[content.limit() - (int) names];
        content.get((int) names, bytes);
        String[] paths = new String(bytes, StandardCharsets.UTF_8).split("\0");
        for (int i = 0; i < Math.min(count, paths.length); i++) {
            int at = (2 + 3 * i) * Long.BYTES;
            files.add(new FileRange(content.getLong(at), content.getLong(at + Long.BYTES), content.getLong(at + 2 * Long.BYTES) * unit, paths[i]));
        }
    }

    public Path path() {
        return path;
    }

    /** As the process knew it. */
    public int pid() {
        return pid;
    }

    /** The program's name, and how it was called as far as the core says. */
    public String command() {
        return command.isBlank() ? name : command;
    }

    public int threadCount() {
        return threads.size();
    }

    /** The file of the VM that the process had mapped; empty if it was no JVM. */
    public String javaVirtualMachine() {
        return files.stream().map(FileRange::path).filter(file -> file.endsWith("/libjvm.so")).findFirst().map(file -> file.replaceAll("\\p{Cntrl}", "?")).orElse("");
    }

    /** In the order of the file. */
    List<Segment> segments() {
        return segments;
    }

    /** In the order of the file. */
    List<Load> loads() {
        return loads;
    }

    List<FileRange> files() {
        return files;
    }

    /** The one that the signal was for first. */
    List<ThreadNote> threads() {
        return threads;
    }

    byte[] auxiliaryVector() {
        return auxiliaryVector;
    }

    /** The signal that ended the process; 0 if it lived. */
    int signal() {
        return signal;
    }

    /** {@code si_code}: positive from the kernel, because of what the thread did. */
    int signalCode() {
        return signalCode;
    }

    long signalAddress() {
        return signalAddress;
    }
}
