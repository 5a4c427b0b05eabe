package dev.backstep.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code /proc} tells about a process: proc(5). Bytes are taken as UTF-8 where they are names of files. */
public final class ProcFiles {
    private static final Path PROC = Path.of("/proc");

    private final int pid;
    private final Path folder;

    public ProcFiles(int pid) {
        this.pid = pid;
        folder = PROC.resolve(Integer.toString(pid));
    }

    /** @throws UncheckedIOException if there is no such process or it may not be looked at */
    public List<MemoryMapping> mappings() {
        return MemoryMapping.parseAll(text("maps"));
    }

    /** Thread ids, ascending. Empty when the process is gone. */
    public List<Integer> tasks() {
        return names("task").map(Integer::valueOf).sorted().toList();
    }

    /** Descriptor numbers, ascending. */
    public List<Integer> descriptors() {
        return names("fd").map(Integer::valueOf).sorted().toList();
    }

    private Stream<String> names(String name) {
        String[] names = folder.resolve(name).toFile().list();
        return names == null ? Stream.empty() : Stream.of(names);
    }

    /** A field of {@code status}, like {@code SigCgt}; empty if it has none. */
    public String status(String field) {
        return field(text("status"), field).orElse("");
    }

    /** The same of one of its threads. */
    public String status(int tid, String field) {
        return field(text("task/" + tid + "/status"), field).orElse("");
    }

    /** The value after {@code name:} in a file of lines. */
    public static Optional<String> field(String text, String name) {
        String start = name + ":";
        int at = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
        if (at == 0 && !text.startsWith(start)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        return Optional.of(text.substring(at + start.length(), end < 0 ? text.length() : end).trim());
    }

    /** Fields of {@code stat} from the third (state) on, which is at index 0: proc_pid_stat(5). */
    public String[] stat() {
        String text = text("stat");
        return text.substring(text.lastIndexOf(')') + 2).trim().split(" ");
    }

    /** Whether it exists and is more than a zombie. */
    public boolean isAlive() {
        try {
            char state = stat()[0].charAt(0);
            return state != 'Z' && state != 'X';
        } catch (UncheckedIOException e) {
            return false;   // no such process
        }
    }

    public String link(String name) {
        return SmallFile.link(folder + "/" + name);
    }

    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public byte[] bytes(String name) {
        return SmallFile.read(folder + "/" + name);
    }

    /** Writes a setting, such as {@code uid_map}. */
    public void write(String name, String value) throws IOException {
        Files.writeString(folder.resolve(name), value);
    }

    /**
     * Threads of this JVM that are in wait4(2) or waitid(2) for the process. Such a thread (the JDK has one for each
     * process that {@code ProcessBuilder} started) is told of ptrace stops too, and takes the first for the end of the
     * process.
     */
    public boolean isAwaitedByThisJvm() {
        List<String> calls = new ArrayList<>();
        ProcFiles self = new ProcFiles((int) ProcessHandle.current().pid());
        for (int tid : self.tasks()) {
            try {
                calls.add(self.text("task/" + tid + "/syscall"));
            } catch (UncheckedIOException e) {
                // the thread has ended
            }
        }
        String argument = "0x" + Integer.toHexString(pid);
        return calls.stream().map(call -> call.split(" ")).anyMatch(call ->
                call[0].equals("61") && call[1].equals(argument) || call[0].equals("247") && call[2].equals(argument));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
