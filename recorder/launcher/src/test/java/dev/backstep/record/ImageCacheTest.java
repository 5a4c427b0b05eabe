package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a real image of the JDK that runs the tests once, and looks at it from many sides. */
class ImageCacheTest {
    private static final JdkHome JDK = JdkHome.supported(Path.of(System.getProperty("java.home")));
    private static final String CLASSES = Path.of(ImageProgram.class.getProtectionDomain().getCodeSource().getLocation()
            .getPath()).toString();

    @TempDir
    private static Path shared;
    private static ImageCache cache;
    private static InstrumentedJdk image;

    @TempDir
    private Path folder;

    @BeforeAll
    static void buildImage() throws IOException {
        cache = new ImageCache(shared.resolve("cache"));
        image = cache.prepare(JDK, new UnchangingRewriter(), Progress.SILENT);
    }

    @AfterAll
    static void closeImage() {
        image.close();
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(image.javaExecutable().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        EnvironmentVariables.removeJavaOptions(builder.environment());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void addedClassAndOptionAreThere() throws Exception {
        String output = run("-cp", CLASSES, ImageProgram.class.getName(), UnchangingRewriter.ADDED_CLASS);
        assertTrue(output.startsWith("class java.base\nin jrt true\noption present\n"), output);
    }

    @Test
    void classesComeFromTheArchiveWithAndWithoutCompressedPointers() throws Exception {
        for (String heap : List.of("-XX:+UseCompressedOops", "-XX:-UseCompressedOops")) {
            String output = run("-Xshare:on", heap, "-Xlog:class+load", "-cp", CLASSES, ImageProgram.class.getName(),
                    UnchangingRewriter.ADDED_CLASS);
            assertTrue(output.contains(UnchangingRewriter.ADDED_CLASS + " source: shared objects file"), output);
        }
    }

    @Test
    void allModulesAreThere() throws Exception {
        assertEquals(new String(new ProcessBuilder(JDK.javaExecutable().toString(), "--list-modules").start().getInputStream()
                .readAllBytes(), StandardCharsets.UTF_8), run("--list-modules"));
    }

    @Test
    void bulkyFilesAreLeftOut() {
        for (String name : List.of("jmods", "lib/src.zip", "man")) {
            assertFalse(Files.exists(image.home().resolve(name)), name);
        }
        assertFalse(Files.isSymbolicLink(image.home().resolve("lib/server/libjvm.so")));
    }

    @Test
    void secondPreparationTakesTheFirstOne() throws IOException {
        ClassRewriter mustNotWork = new UnchangingRewriter() {
            @Override
            public byte[] transform(String module, String className, byte[] classFile) {
                throw new AssertionError("built again");
            }
        };
        try (InstrumentedJdk again = cache.prepare(JDK, mustNotWork, Progress.SILENT)) {
            assertEquals(image.home(), again.home());
        }
        try (InstrumentedJdk found = cache.find(image.description().imageVersion(), Progress.SILENT).orElseThrow()) {
            assertEquals(image.home(), found.home());
        }
        assertTrue(cache.find("other", Progress.SILENT).isEmpty());
        assertEquals(List.of(image.home()), cache.list().stream().map(CachedImage::home).toList());
    }

    @Test
    void imageInUseIsNotCleaned() throws IOException {
        assertEquals(List.of(), cache.clean());
        assertTrue(Files.exists(image.javaExecutable()));
    }

    @Test
    void failedPreparationLeavesNothingAndTheNextOneWorks() throws IOException {
        ImageCache other = new ImageCache(folder.resolve("cache"));
        ClassRewriter failing = new UnchangingRewriter() {
            @Override
            public byte[] transform(String module, String className, byte[] classFile) {
                if (className.equals("java/lang/String")) {
                    throw new IllegalArgumentException("on purpose");
                }
                return classFile;
            }
        };
        IllegalStateException e = assertThrows(IllegalStateException.class,
                () -> other.prepare(JDK, failing, Progress.SILENT));
        assertTrue(e.getMessage().contains("java/lang/String"), e.getMessage());
        assertEquals(List.of(), other.list());
        assertEquals(List.of(), folders(other));
        other.prepare(JDK, new UnchangingRewriter(), Progress.SILENT).close();
        assertEquals(1, other.list().size());
        assertEquals(1, other.clean().size());
        assertEquals(List.of(), folders(other));
    }

    @Test
    void jvmThatDoesNotStartIsReportedWithItsWords() {
        ClassRewriter broken = new UnchangingRewriter() {
            @Override
            public byte[] transform(String module, String className, byte[] classFile) {
                return className.equals("java/lang/Object") ? new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} : classFile;
            }
        };
        ImageCache other = new ImageCache(folder.resolve("cache"));
        IOException e = assertThrows(IOException.class, () -> other.prepare(JDK, broken, Progress.SILENT));
        assertTrue(e.getMessage().startsWith("the instrumented JDK does not start"), e.getMessage());
    }

    @Test
    void unfinishedFoldersAreReplacedAndLeftOversRemoved() throws IOException {
        ImageCache other = new ImageCache(folder.resolve("cache"));
        String key = image.home().getFileName().toString();
        Files.createDirectories(other.folder().resolve(key).resolve("lib"));
        Files.createDirectories(other.folder().resolve(key + ".tmp-1/lib"));
        Files.createDirectories(other.folder().resolve("25.0.0-other.tmp-99999999/lib"));
        assertEquals(List.of(), other.list());
        other.prepare(JDK, new UnchangingRewriter(), Progress.SILENT).close();
        assertEquals(List.of(key), folders(other));
    }

    @Test
    void twoPreparationsAtOnceBuildOnce() throws Exception {
        ImageCache other = new ImageCache(folder.resolve("cache"));
        AtomicInteger builds = new AtomicInteger();
        AtomicBoolean waited = new AtomicBoolean();
        CountDownLatch building = new CountDownLatch(1);
        ClassRewriter counting = new UnchangingRewriter() {
            @Override
            public byte[] transform(String module, String className, byte[] classFile) {
                if (className.equals("java/lang/Object")) {
                    builds.incrementAndGet();
                    building.countDown();
                }
                return classFile;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<InstrumentedJdk> first = threads.submit(() -> other.prepare(JDK, counting, Progress.SILENT));
            building.await();
            Future<InstrumentedJdk> second = threads.submit(() -> other.prepare(JDK, counting, (step, percent) -> {
                if (step.startsWith("waiting")) {
                    waited.set(true);
                }
            }));
            assertEquals(first.get().home(), second.get().home());
            first.get().close();
            second.get().close();
        } finally {
            threads.shutdown();
        }
        assertEquals(1, builds.get());
        assertTrue(waited.get());
    }

    @Test
    void anotherRewriterMakesAnotherImage() throws IOException {
        ClassRewriter other = new UnchangingRewriter() {
            @Override
            public String version() {
                return "other";
            }
        };
        assertNotEquals(image.description().imageVersion(), ImageDescription.of(JDK, other).imageVersion());
        assertTrue(ImageDescription.isOfBuild(image.description().imageVersion(), JDK.buildId()));
    }

    @Test
    void folderFollowsTheXdgSpecification() {
        assertEquals(Path.of("/c/backstep/jdk"), ImageCache.standardFolder(Map.of("XDG_CACHE_HOME", "/c"), "/h"));
        assertEquals(Path.of("/h/.cache/backstep/jdk"), ImageCache.standardFolder(Map.of("XDG_CACHE_HOME", "c"), "/h"));
        assertEquals(Path.of("/h/.cache/backstep/jdk"), ImageCache.standardFolder(Map.of(), "/h"));
    }

    private static List<String> folders(ImageCache cache) throws IOException {
        try (Stream<Path> entries = Files.list(cache.folder())) {
            return entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
