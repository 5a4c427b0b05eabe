package dev.backstep.record;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.internal.jimage.BasicImageReader;
import jdk.internal.jimage.ImageLocation;
import jdk.tools.jlink.internal.BasicImageWriter;
import jdk.tools.jlink.internal.ImageResourcesTree;

/**
 * Writes a JDK's {@code lib/modules} anew with other classes in it, by jlink's own writer.
 *
 * <pre>
 * +------------------------+
 * | header, hash table,    |  sizes and offsets are known only after the last class, so the resources are written to a
 * | locations, strings     |  file of their own first and appended by the kernel
 * +------------------------+
 * | resources, stored      |  /module/path in sorted order
 * +------------------------+
 * | /modules, /packages    |  the directory tree that jrt:/ shows; holds offsets of locations, so it cannot be copied
 * +------------------------+
 * </pre>
 */
final class ModulesFile {
    /** Enough for the file to be written while others compute; more would only fill memory. */
    private static final int RESOURCES_PER_TASK = 256;
    private static final int TASKS_AHEAD = 8;
    /** Read by the VM before all other options (HotSpot, arguments.cpp); jlink --add-options writes it. */
    static final String VM_OPTIONS_RESOURCE = "/java.base/jdk/internal/vm/options";
    private static final String CLASS_ENDING = ".class";

    private final ClassRewriter rewriter;
    private final Progress progress;
    private final Map<String, byte[]> added = new TreeMap<>();

    ModulesFile(ClassRewriter rewriter, Progress progress) {
        this.rewriter = rewriter;
        this.progress = progress;
    }

    /**
     * Writes the new file.
     *
     * @param stock the JDK's lib/modules
     * @param target the file to create; a second one beside it, TARGET.content, exists while this runs
     * @throws IOException if reading or writing fails
     */
    void rewrite(Path stock, Path target) throws IOException {
        Path content = target.resolveSibling(target.getFileName() + ".content");
        try (BasicImageReader reader = BasicImageReader.open(stock)) {
            collectAdded(reader);
            BasicImageWriter writer = new BasicImageWriter(ByteOrder.nativeOrder());
            List<String> names = names(reader);
            long length = writeContent(reader, names, writer, content);
            ImageResourcesTree tree = new ImageResourcesTree(length, writer, names);
            writeTarget(target, content, writer, tree);
        } finally {
            Files.deleteIfExists(content);
        }
    }

    private void collectAdded(BasicImageReader reader) {
        rewriter.addedClasses().forEach((name, bytes) -> added.put("/java.base/" + name + CLASS_ENDING, bytes));
        ImageLocation present = reader.findLocation(VM_OPTIONS_RESOURCE);
        String options = present == null ? ""
                : new String(reader.getResource(present), StandardCharsets.UTF_8).strip() + "\n";
        added.put(VM_OPTIONS_RESOURCE, (options + rewriter.vmOptions() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names(BasicImageReader reader) {
        List<String> names = new ArrayList<>(added.keySet());
        for (String name : reader.getEntryNames()) {
            if (!ImageResourcesTree.isTreeInfoResource(name) && !added.containsKey(name)) {
                names.add(name);
            }
        }
        names.sort(null);
        return names;
    }

    private long writeContent(BasicImageReader reader, List<String> names, BasicImageWriter writer, Path file)
            throws IOException {
        int threadCount = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        ExecutorService threads = Executors.newFixedThreadPool(threadCount);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            List<List<String>> tasks = inParts(names);
            List<Future<List<byte[]>>> running = new ArrayList<>();
            long offset = 0;
            for (int i = 0; i < tasks.size(); i++) {
                while (running.size() < tasks.size() && running.size() <= i + TASKS_AHEAD) {
                    List<String> part = tasks.get(running.size());
                    running.add(threads.submit(() -> part.stream().map(name -> resource(reader, name)).toList()));
                }
                List<byte[]> resources = result(running.set(i, null));
                for (int j = 0; j < resources.size(); j++) {
                    byte[] bytes = resources.get(j);
                    writer.addLocation(tasks.get(i).get(j), offset, 0, bytes.length);
                    out.write(bytes);
                    offset += bytes.length;
                }
                progress.report("instrumenting classes", (i + 1L) * 100 / tasks.size());
            }
            return offset;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<List<String>> inParts(List<String> names) {
        List<List<String>> parts = new ArrayList<>();
        for (int start = 0; start < names.size(); start += RESOURCES_PER_TASK) {
            parts.add(names.subList(start, Math.min(start + RESOURCES_PER_TASK, names.size())));
        }
        return parts;
    }

    private byte[] resource(BasicImageReader reader, String name) {
        byte[] bytes = added.get(name);
        if (bytes != null) {
            return bytes;
        }
        bytes = reader.getResource(reader.findLocation(name));
        if (!name.endsWith(CLASS_ENDING)) {
            return bytes;
        }
        int slash = name.indexOf('/', 1);
        String className = name.substring(slash + 1, name.length() - CLASS_ENDING.length());
        try {
            return rewriter.transform(name.substring(1, slash), className, bytes);
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot instrument " + name, e);
        }
    }

    private static List<byte[]> result(Future<List<byte[]>> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UncheckedIOException io -> throw io.getCause();
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void writeTarget(Path target, Path content, BasicImageWriter writer, ImageResourcesTree tree)
            throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                FileChannel in = FileChannel.open(content)) {
            ByteBuffer index = ByteBuffer.wrap(writer.getBytes());
            while (index.hasRemaining()) {
                out.write(index);
            }
            for (long done = 0; done < in.size();) {
                done += in.transferTo(done, in.size() - done, out);
            }
            DataOutputStream tail = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(out)));
            tree.addContent(tail);
            tail.flush();
        }
    }
}
