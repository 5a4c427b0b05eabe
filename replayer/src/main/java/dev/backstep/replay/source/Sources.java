package dev.backstep.replay.source;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.SourceView.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the source of each class of a recording: in the project, in a sources jar, in the JDK's {@code src.zip}, or decompiled.
 * Safe for use by several threads.
 */
public final class Sources {
    private interface Text {
        String read() throws IOException;
    }

    private record Found(SourceView view, Text text) { }

    private final SourceOptions options;
    private final SourcesJars sourcesJars;
    private final List<ClassContainer> classPath = new ArrayList<>();
    private final JdkClasses jdk = new JdkClasses();
    private final Map<Path, Archive> archives = new HashMap<>();
    private final Map<String, Optional<SourceView>> byName = new HashMap<>();
    private final List<Found> byId = new ArrayList<>();

    public Sources(SourceOptions options) {
        this.options = options;
        this.sourcesJars = new SourcesJars(options.mavenRepository());
        for (Path entry : options.classPath()) {
            if (Files.isDirectory(entry)) {
                classPath.add(new ClassFolder(entry));
            } else if (Files.isRegularFile(entry)) {
                classPath.add(archive(entry));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ sources

    /**
     * The source file of a class.
     *
     * @param className binary name
     * @param sourceName name of the file as the class file has it, if it has one
     */
    public synchronized Optional<SourceView> of(String className, Optional<String> sourceName) {
        Optional<ClassName> name = ClassName.of(className);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String file = sourceName.filter(ClassName::isFileName).orElse(name.get().topLevel() + ".java");
        return byName.computeIfAbsent(name.get().folder() + file + ":" + name.get().topLevel(), key -> find(name.get(), file));
    }

    /** The text that somebody has written, if it is there; nothing is decompiled for it. */
    public Optional<String> existing(String className, Optional<String> sourceName) {
        return of(className, sourceName).filter(view -> view.origin() != Origin.DECOMPILED).map(view -> text(view.id()));
    }

    /** @throws SessionException if there is no such source, or it cannot be read */
    public String text(int id) {
        Found found;
        synchronized (this) {
            if (id < 1 || id > byId.size()) {
                throw new SessionException("There is no source " + id + ".");
            }
            found = byId.get(id - 1);
        }
        try {
            return found.text().read();
        } catch (IOException e) {
            throw new SessionException("The source of " + found.view().name() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Optional<SourceView> find(ClassName name, String file) {
        Optional<String> module = jdk.moduleOf(name.folder()).filter(m -> jdk.has(name.folder() + name.topLevel() + ".class"));
        if (module.isPresent()) {
            return inJdk(name, module.get(), file);
        }
        Optional<ClassContainer> container = container(name);
        return inProject(name, file, container).or(() -> inSourcesJars(name, file, container)).or(() -> decompiled(name, container));
    }

    private Optional<SourceView> inProject(ClassName name, String file, Optional<ClassContainer> container) {
        if (!file.endsWith(".java")) {
            return Optional.empty();
        }
        List<Path> roots = new ArrayList<>(options.roots());
        if (container.isPresent()) {
            roots.addAll(SourceRoots.near(container.get().path().orElseThrow()));
        } else {
            classPath.forEach(each -> roots.addAll(SourceRoots.near(each.path().orElseThrow())));
        }
        for (Path root : roots) {
            Path source = root.resolve(name.folder() + file);
            if (Files.isRegularFile(source)) {
                return Optional.of(add(file, Optional.of(source), Origin.PROJECT, () -> SafeFiles.text(source)));
            }
        }
        return options.launched().filter(source -> source.getFileName().toString().equals(file) && Files.isRegularFile(source))
                .map(source -> add(file, Optional.of(source), Origin.PROJECT, () -> SafeFiles.text(source)));
    }

    private Optional<SourceView> inSourcesJars(ClassName name, String file, Optional<ClassContainer> container) {
        if (container.isEmpty() || !(container.get() instanceof Archive jar)) {
            return Optional.empty();
        }
        for (Path path : sourcesJars.of(jar)) {
            Archive sources = archive(path);
            if (sources.has(name.folder() + file)) {
                return Optional.of(add(file, Optional.empty(), Origin.SOURCES_JAR, () -> sources.text(name.folder() + file)));
            }
        }
        return Optional.empty();
    }

    private Optional<SourceView> inJdk(ClassName name, String module, String file) {
        for (Path home : options.jdkHomes()) {
            Archive sources = archive(home.resolve("lib").resolve("src.zip"));
            String entry = module + "/" + name.folder() + file;
            if (sources.has(entry)) {
                return Optional.of(add(file, Optional.empty(), Origin.JDK, () -> sources.text(entry)));
            }
        }
        return decompiled(name, Optional.of(jdk));
    }

    private Optional<SourceView> decompiled(ClassName name, Optional<ClassContainer> container) {
        return container.map(classes -> add(name.topLevel() + ".java", Optional.empty(), Origin.DECOMPILED, new Text() {
            private String made;

            @Override
            public synchronized String read() throws IOException {
                if (made == null) {
                    made = Decompiled.text(classes, name.folder(), name.topLevel());
                }
                return made;
            }
        }));
    }

    private SourceView add(String name, Optional<Path> path, Origin origin, Text text) {
        SourceView view = new SourceView(byId.size() + 1, name, path, origin);
        byId.add(new Found(view, text));
        return view;
    }

    // ------------------------------------------------------------------------------------------------ classes

    /** Whether there is a class of that name, in the JDK or on the class path. */
    public synchronized boolean hasClass(String className) {
        return ClassName.of(className).filter(name -> jdk.has(name.classFile()) || container(name, name.classFile()).isPresent()).isPresent();
    }

    /** Whether it is a class of the JDK. */
    public synchronized boolean isJdk(String className) {
        return ClassName.of(className).filter(name -> jdk.has(name.folder() + name.topLevel() + ".class")).isPresent();
    }

    /** Binary names of the classes of a package on the class path. @param packageName empty for the unnamed one */
    public synchronized SortedSet<String> classesIn(String packageName) {
        SortedSet<String> names = new TreeSet<>();
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        if (!packageName.isEmpty() && ClassName.of(packageName).isEmpty()) {
            return names;
        }
        for (ClassContainer container : classPath) {
            for (String file : container.startingWith(folder)) {
                if (file.indexOf('/', folder.length()) < 0) {
                    names.add(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
        return names;
    }

    /**
     * The class file of a class on the class path.
     *
     * @throws SessionException if there is none
     */
    public synchronized byte[] classFile(String className) {
        ClassName name = ClassName.of(className).orElseThrow(() -> new SessionException("There is no class '" + className + "'."));
        try {
            return container(name, name.classFile()).orElseThrow(() -> new IOException("it is not on the class path")).read(name.classFile());
        } catch (IOException e) {
            throw new SessionException("The class " + className + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Optional<ClassContainer> container(ClassName name) {
        return container(name, name.classFile()).or(() -> container(name, name.folder() + name.topLevel() + ".class"));
    }

    private Optional<ClassContainer> container(ClassName name, String file) {
        return classPath.stream().filter(each -> each.has(file)).findFirst();
    }

    /**
     * Lines with code in a source file, from class files on the class path; also of classes that are not loaded.
     *
     * @param source path or name of the file; packages of classes are compared with the end of its folder
     */
    public synchronized SortedSet<Integer> linesWithCode(String source) {
        SortedSet<Integer> lines = new TreeSet<>();
        String path = source.replace('\\', '/');
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        if (dot <= 0) {
            return lines;
        }
        for (ClassContainer container : classPath) {
            for (String found : container.ofTopLevel(file.substring(0, dot))) {
                if (SourcePaths.matches(path, found.substring(0, found.lastIndexOf('/') + 1))) {
                    lines.addAll(read(container, found, file));
                }
            }
        }
        return lines;
    }

    private static SortedSet<Integer> read(ClassContainer container, String classFile, String sourceName) {
        try {
            return LineTables.lines(container.read(classFile), sourceName);
        } catch (IOException | RuntimeException e) {
            return new TreeSet<>();     // a damaged class file, which the program cannot have run
        }
    }

    private Archive archive(Path file) {
        return archives.computeIfAbsent(file, Archive::new);
    }
}
