package dev.backstep.record;

import dev.backstep.recording.ClassCacheLayout;
import dev.backstep.recording.LaunchTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The classes that recordings of one program have instrumented, kept beside the instrumented JDK ({@code classes/NAME}), so that the
 * next recordings and replays of that program need not do it again. NAME stands for what is started, the class path and the density
 * of ticks; that a class file is still the same is checked for each.
 *
 * <p>It only saves time: whatever goes wrong here, the debuggee instruments its classes itself.
 */
public final class ClassCache {
    private static final String NEW = ".new-";
    private static final String TEMPORARY = ".tmp-";
    private static final FileAttribute<?> FOR_OWNER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE_FOR_OWNER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Path added;
    private final Path temporary;

    /** @param chaos whether ticks are dense */
    public ClassCache(InstrumentedJdk image, LaunchTarget target, List<String> classPath, boolean chaos) {
        this(image.home().resolve("classes"), Digests.name(target.kind().name().getBytes(StandardCharsets.UTF_8),
                target.name().getBytes(StandardCharsets.UTF_8), String.join("\n", classPath).getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) (chaos ? 1 : 0)}));
    }

    ClassCache(Path folder, String name) {
        file = folder.resolve(name);
        long process = ProcessHandle.current().pid();
        added = folder.resolve(name + NEW + process);
        temporary = folder.resolve(name + TEMPORARY + process);
    }

    /** @return VM options for a replay */
    public List<String> optionsToRead() {
        boolean usable = StandardCharsets.US_ASCII.newEncoder().canEncode(file.toString()) && Files.isReadable(file);
        return usable ? List.of("-Dbackstep.classes=" + file) : List.of();
    }

    /** @return VM options for a recording. {@link #keep} must follow when the debuggee has ended */
    List<String> optionsToRecord() {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(file.toString())) {
            return List.of();
        }
        try {
            createFolder();
            Files.createFile(added, FILE_FOR_OWNER);
        } catch (IOException e) {
            return optionsToRead();     // the cache is another user's, or the disk is full
        }
        String option = "-Dbackstep.classes.new=" + added;
        return Files.isReadable(file) ? List.of("-Dbackstep.classes=" + file, option) : List.of(option);
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectory(file.getParent(), FOR_OWNER);
        } catch (FileAlreadyExistsException e) {
            // made by an earlier recording
        }
    }

    /** Adds what the debuggee has instrumented. */
    void keep() {
        try {
            ByteBuffer news = read(added);
            if (news.hasRemaining()) {
                write(news);
                deleteLeftOvers();
            } else {
                Files.deleteIfExists(added);    // the usual end, which the user waits for
            }
        } catch (IOException e) {
            deleteLeftOvers();  // the next recording instruments these classes again
        }
    }

    private void write(ByteBuffer news) throws IOException {
        ClassCacheMerge merge = new ClassCacheMerge();
        ByteBuffer old = readOld();
        if (old.remaining() + news.remaining() < ClassCacheLayout.MOST_BYTES) {
            merge.addFile(old);
        }
        merge.addEntries(news);
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_FOR_OWNER)) {
            ByteBuffer whole = merge.file();
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
            channel.force(false);   // else a power failure after the rename could leave a file of zeros
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private ByteBuffer readOld() throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return ByteBuffer.allocate(0);
        }
    }

    private static ByteBuffer read(Path path) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(path));
    }

    /** Of ours, and of recorders that were killed. */
    private void deleteLeftOvers() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file.getParent(), "*{" + NEW + "," + TEMPORARY + "}*")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                long process = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
                if (process == ProcessHandle.current().pid() || ProcessHandle.of(process).isEmpty()) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // they take room, no more
        }
    }
}
