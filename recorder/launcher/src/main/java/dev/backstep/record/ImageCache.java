package dev.backstep.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folder in which instrumented JDKs are kept, {@code ~/.cache/backstep/jdk}.
 *
 * <pre>
 * KEY/               a finished image; KEY names the JDK's build and place in time, and the instrumenter's version
 * KEY/classes/       classes of programs, see {@link ClassCache}
 * KEY.tmp-PID/       being built; renamed to KEY when all of it is on the disk, left over if its builder was killed
 * KEY.lock           held by whoever builds or deletes KEY, shared by those who run programs in it
 * instrumenter-*.txt facts about instrumenters, see {@link InstrumenterFacts}
 * </pre>
 */
public final class ImageCache {
    private static final String TEMPORARY = ".tmp-";
    private static final String LOCK = ".lock";

    private final Path folder;

    /** @param folder is made when needed */
    public ImageCache(Path folder) {
        this.folder = folder;
    }

    /** @return the cache in {@code $XDG_CACHE_HOME}, or else in {@code ~/.cache} (XDG base directory specification 0.8) */
    public static ImageCache standard() {
        return new ImageCache(standardFolder(System.getenv(), System.getProperty("user.home")));
    }

    static Path standardFolder(Map<String, String> environment, String userHome) {
        String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification says that a relative path is to be ignored.
        Path base = cacheHome.startsWith("/") ? Path.of(cacheHome) : Path.of(userHome, ".cache");
        return base.resolve("backstep/jdk");
    }

    public Path folder() {
        return folder;
    }

    /**
     * Returns the instrumented copy of a JDK, after making it if it is not there.
     *
     * @throws IOException if it cannot be made; the message says what failed
     */
    public InstrumentedJdk prepare(JdkHome jdk, Progress progress) throws IOException {
        return prepare(jdk, new InstrumenterRewriter(jdk.featureVersion(), folder), progress);
    }

    InstrumentedJdk prepare(JdkHome jdk, ClassRewriter rewriter, Progress progress) throws IOException {
        ImageDescription description = ImageDescription.of(jdk, rewriter);
        String key = key(jdk, description);
        createFolder();
        while (true) {
            Optional<InstrumentedJdk> ready = open(key, rewriter.hookNames(), progress);
            if (ready.isPresent()) {
                progress.finished();
                return ready.get();
            }
            try (ImageLock _ = ImageLock.exclusive(lockFile(key), () -> reportWaiting(progress, key))) {
                if (ImageDescription.read(folder.resolve(key)).isEmpty()) {
                    build(key, description, new ImageBuilder(jdk, rewriter, progress));
                }
            }
        }
    }

    /** @return the finished image that recordings name so, if there is one */
    public Optional<InstrumentedJdk> find(String imageVersion, Progress progress) throws IOException {
        for (String key : keys()) {
            boolean wanted = ImageDescription.read(folder.resolve(key))
                    .filter(description -> description.imageVersion().equals(imageVersion)).isPresent();
            if (wanted) {
                Optional<InstrumentedJdk> image = open(key, List.of(), progress);
                if (image.isPresent()) {
                    return image;
                }
            }
        }
        return Optional.empty();
    }

    /** @return the version of the instrumenter that {@link #prepare} would use for a JDK */
    public String instrumenterVersion(JdkHome jdk) {
        return InstrumenterFacts.of(jdk.featureVersion(), folder).version();
    }

    /** @return the finished images, sorted by key */
    public List<CachedImage> list() throws IOException {
        List<CachedImage> images = new ArrayList<>();
        for (String key : keys()) {
            Path home = folder.resolve(key);
            Optional<ImageDescription> description = ImageDescription.read(home);
            if (description.isPresent()) {
                images.add(new CachedImage(home, description.get(), sizeBytes(home)));
            }
        }
        return images;
    }

    /**
     * Deletes all images but those in use.
     *
     * @return the folders deleted
     */
    public List<Path> clean() throws IOException {
        List<Path> deleted = new ArrayList<>();
        for (String key : keys()) {
            Optional<ImageLock> lock = ImageLock.tryExclusive(lockFile(key));
            if (lock.isPresent()) {
                try (ImageLock _ = lock.get()) {
                    deleted.add(delete(key));
                }
            }
        }
        if (Files.isDirectory(folder)) {
            deleteLeftOvers(null);
            try (DirectoryStream<Path> facts = Files.newDirectoryStream(folder, InstrumenterFacts.FILE_PATTERN)) {
                for (Path file : facts) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return deleted;
    }

    private static String key(JdkHome jdk, ImageDescription description) throws IOException {
        String exact = Digests.name(description.imageVersion().getBytes(StandardCharsets.UTF_8),
                Long.toString(Files.getLastModifiedTime(jdk.modulesFile()).to(TimeUnit.NANOSECONDS))
                        .getBytes(StandardCharsets.US_ASCII));
        return description.jdkVersion().replace('/', '_') + "-" + exact;
    }

    private Path lockFile(String key) {
        return folder.resolve(key + LOCK);
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + folder + " (" + Reasons.of(e) + ")", e);
        }
    }

    private Optional<InstrumentedJdk> open(String key, List<String> hookNames, Progress progress) throws IOException {
        Path home = folder.resolve(key);
        ImageLock lock = ImageLock.shared(lockFile(key), () -> reportWaiting(progress, key));
        Optional<ImageDescription> description = ImageDescription.read(home);
        if (description.isEmpty()) {
            lock.close();
        }
        return description.map(present -> new InstrumentedJdk(present, home, hookNames, lock));
    }

    private static void reportWaiting(Progress progress, String key) {
        progress.report("waiting for another backstep that prepares " + key, Progress.UNKNOWN_PERCENT);
    }

    /** Under the exclusive lock of the key. */
    private void build(String key, ImageDescription description, ImageBuilder builder) throws IOException {
        deleteLeftOvers(key);
        Path temporary = folder.resolve(key + TEMPORARY + ProcessHandle.current().pid());
        try {
            builder.build(temporary);
            description.write(temporary);
            force(temporary);
            FileTrees.delete(folder.resolve(key));
            Files.move(temporary, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException | RuntimeException e) {
            FileTrees.delete(temporary);
            throw e;
        }
    }

    /**
     * Removes what killed builders left. A builder holds the lock of its key, so a folder whose lock is free is abandoned.
     *
     * @param heldKey whose exclusive lock we hold; null for none
     */
    private void deleteLeftOvers(String heldKey) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + TEMPORARY + "*")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                String key = name.substring(0, name.indexOf(TEMPORARY));
                if (key.equals(heldKey)) {
                    FileTrees.delete(entry);
                    continue;
                }
                Optional<ImageLock> lock = ImageLock.tryExclusive(lockFile(key));
                if (lock.isPresent()) {
                    try (ImageLock _ = lock.get()) {
                        FileTrees.delete(entry);
                    }
                }
            }
        }
    }

    private List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    if (!name.contains(TEMPORARY)) {
                        keys.add(name);
                    }
                }
            }
        }
        keys.sort(null);
        return keys;
    }

    /** Renames first: a folder that is half deleted must not look like an image. */
    private Path delete(String key) throws IOException {
        Path doomed = folder.resolve(key + TEMPORARY + ProcessHandle.current().pid());
        Files.move(folder.resolve(key), doomed, StandardCopyOption.ATOMIC_MOVE);
        FileTrees.delete(doomed);
        return folder.resolve(key);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static long sizeBytes(Path home) throws IOException {
        long[] total = new long[1];
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                total[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return total[0];
    }
}
