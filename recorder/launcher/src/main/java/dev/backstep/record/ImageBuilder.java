package dev.backstep.record;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes an instrumented copy of a JDK in an empty folder: copies, rewrites the classes, dumps the CDS archives. */
final class ImageBuilder {
    private static final int DUMP_TIMEOUT_SECONDS = 60;
    /** For class paths with folders, and for our class cache. In no JDK's own list, so that the VM opens lib/modules for them, which costs half a millisecond. */
    private static final List<String> ALSO_USED = List.of("jdk/internal/loader/URLClassPath$FileLoader",
            "jdk/internal/loader/URLClassPath$FileLoader$1", "java/util/zip/CRC32C",
            // What BackstepClassLoading initialises at each start
            "java/io/FileNotFoundException", "java/io/InterruptedIOException", "java/io/SyncFailedException",
            "java/lang/StackTraceElement$HashedModules", "java/lang/UnsupportedOperationException", "java/net/BindException",
            "java/net/ConnectException", "java/net/NoRouteToHostException", "java/net/PortUnreachableException",
            "java/net/ProtocolException", "java/net/SocketException", "java/net/UnknownHostException", "java/util/ArrayList$ListItr",
            "java/util/LinkedHashMap$LinkedKeyIterator", "java/util/LinkedHashMap$LinkedKeySet", "sun/net/ConnectionResetException");
    private static final List<String> DUMP_LOGS = List.of("dump-compressed.log", "dump-plain.log");

    private final JdkHome jdk;
    private final ClassRewriter rewriter;
    private final Progress progress;

    ImageBuilder(JdkHome jdk, ClassRewriter rewriter, Progress progress) {
        this.jdk = jdk;
        this.rewriter = rewriter;
        this.progress = progress;
    }

    /**
     * Builds; everything is on the disk when this returns.
     *
     * @param folder must not exist yet
     * @throws IOException if the disk is full, a file cannot be read, or the new JVM does not start
     */
    void build(Path folder) throws IOException {
        progress.report("copying " + jdk.path(), Progress.UNKNOWN_PERCENT);
        new JdkCopy(jdk.path(), folder).copy();
        new ModulesFile(rewriter, progress).rewrite(jdk.modulesFile(), folder.resolve("lib/modules"));
        writeClassList(folder.resolve("lib/classlist"));
        progress.report("archiving classes for a fast start", Progress.UNKNOWN_PERCENT);
        dumpArchives(folder);
        progress.report("writing to disk", Progress.UNKNOWN_PERCENT);
        force(folder);
    }

    /** The classes that the archive holds: those of the JDK, and ours, which every program needs. */
    private void writeClassList(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        Path stock = jdk.path().resolve("lib/classlist");
        if (Files.exists(stock)) {
            lines.addAll(Files.readAllLines(stock));
        }
        lines.addAll(ALSO_USED);
        rewriter.addedClasses().keySet().stream().sorted().forEach(lines::add);
        Files.write(file, lines);
    }

    /** One archive for heaps below 32 GB, one for larger ones, which have no compressed pointers. Dumped at once. */
    private void dumpArchives(Path home) throws IOException {
        Process compressed = startDump(home, "-XX:+UseCompressedOops", DUMP_LOGS.get(0));
        Process plain = startDump(home, "-XX:-UseCompressedOops", DUMP_LOGS.get(1));
        try {
            awaitDump(compressed, home, "lib/server/classes.jsa");
            awaitDump(plain, home, "lib/server/classes_nocoops.jsa");
            for (String log : DUMP_LOGS) {
                Files.delete(home.resolve(log));
            }
        } finally {
            compressed.destroyForcibly();
            plain.destroyForcibly();
        }
    }

    /** The VM archives only verified classes, whatever its options for running programs say about verification. */
    private static Process startDump(Path home, String option, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/java").toString(), option,
                "-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationRemote", "-Xshare:dump", "-Xlog:disable",
                "-Xlog:all=error:stdout").redirectErrorStream(true).redirectInput(new File("/dev/null"));
        EnvironmentVariables.removeJavaOptions(builder.environment());
        return builder.redirectOutput(home.resolve(log).toFile()).start();
    }

    private static void awaitDump(Process dump, Path home, String archive) throws IOException {
        boolean done;
        try {
            done = dump.waitFor(DUMP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (!done || dump.exitValue() != 0 || !Files.exists(home.resolve(archive))) {
            throw new IOException("the instrumented JDK does not start: " + (done ? "exit code " + dump.exitValue()
                    : "no answer for " + DUMP_TIMEOUT_SECONDS + " s") + firstLines(home));
        }
    }

    private static String firstLines(Path home) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String log : DUMP_LOGS) {
            String text = new String(Files.readAllBytes(home.resolve(log)), StandardCharsets.UTF_8);
            text.lines().limit(10).forEach(line -> lines.append("\n  ").append(line));
        }
        return lines.toString();
    }

    /** Else a power failure after the rename could leave a folder of empty files under the final name. */
    private static void force(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isSymbolicLink(file)) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                        channel.force(true);
                    }
                }
            }
        }
    }
}
