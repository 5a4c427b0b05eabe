package dev.backstep.checkpoint;

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
    private static final int NT_FILE = 0x46494c45;
    private static final int PRSTATUS_PID = 32;
    private static final int PRPSINFO_PID = 24;
    private static final int PRPSINFO_NAME = 40;
    private static final int PRPSINFO_NAME_BYTES = 16;
    private static final int PRPSINFO_ARGUMENTS = 56;
    private static final int PRPSINFO_ARGUMENTS_BYTES = 80;
    private static final int NOTES_MAX_BYTES = 256 << 20;
    private static final int NOTE_HEADER_BYTES = 12;

    private final Path path;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Integer> threads = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private int pid;
    private String name = "";
    private String command = "";

    /**
     * Contents of memory.
     *
     * @param offset in the file
     */
    record Segment(long address, long offset, long lengthBytes) { }

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
            if (entry.getInt(0) == PT_LOAD && length > 0) {
                segments.add(new Segment(entry.getLong(16), offset, length));
            } else if (entry.getInt(0) == PT_NOTE) {
                if (length > NOTES_MAX_BYTES) {
                    throw file.corrupt(offset, "notes of " + length + " bytes");
                }
                readNotes(file, file.exactly((int) length, offset), offset);
            }
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
            case NT_PRSTATUS -> threads.add(content.getInt(PRSTATUS_PID));
            case NT_PRPSINFO -> {
                pid = content.getInt(PRPSINFO_PID);
                name = text(content, PRPSINFO_NAME, PRPSINFO_NAME_BYTES);
                command = text(content, PRPSINFO_ARGUMENTS, PRPSINFO_ARGUMENTS_BYTES);
            }
            case NT_FILE -> readFiles(content);
            default -> { }   // registers, auxiliary vector: the side-car has them
        }
    }

    private static String text(ByteBuffer content, int position, int length) {
        byte[] bytes = new byte[length];
        content.get(position, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf('\0'))).replaceAll("\\p{Cntrl}", "?");
    }

    private void readFiles(ByteBuffer content) {
        long count = content.getLong(0);
        long names = 2L * Long.BYTES + count * 3 * Long.BYTES;
        if (count < 0 || count > content.limit() || names > content.limit()) {
            throw new IndexOutOfBoundsException();
        }
        byte[] bytes = new byte[content.limit() - (int) names];
        content.get((int) names, bytes);
        for (String file : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
            if (!file.isEmpty() && !files.contains(file)) {
                files.add(file);
            }
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
        return files.stream().filter(file -> file.endsWith("/libjvm.so")).findFirst().map(file -> file.replaceAll("\\p{Cntrl}", "?")).orElse("");
    }

    /** In the order of the file. */
    List<Segment> segments() {
        return segments;
    }
}
