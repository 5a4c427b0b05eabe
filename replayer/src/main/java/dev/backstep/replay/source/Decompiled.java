package dev.backstep.replay.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.java.decompiler.api.Decompiler;
import org.jetbrains.java.decompiler.main.extern.IContextSource;
import org.jetbrains.java.decompiler.main.extern.IFernflowerLogger;
import org.jetbrains.java.decompiler.main.extern.IFernflowerPreferences;
import org.jetbrains.java.decompiler.main.extern.IResultSaver;

/** Makes sources of class files, with Vineflower. */
final class Decompiled {
    private Decompiled() { }

    /**
     * The text of a top-level class with all that is nested in it.
     *
     * @throws IOException if the class cannot be read or decompiled
     */
    static String text(ClassContainer container, String folder, String topLevel) throws IOException {
        List<String> files = new ArrayList<>(List.of(folder + topLevel + ".class"));
        files.addAll(container.startingWith(folder + topLevel + "$"));
        AtomicReference<String> text = new AtomicReference<>();
        try {
            Decompiler.builder().inputs(new Input(container, files, folder + topLevel, text)).output(NOWHERE)
                    .option(IFernflowerPreferences.BYTECODE_SOURCE_MAPPING, "1").option(IFernflowerPreferences.INCLUDE_JAVA_RUNTIME, "")
                    .option(IFernflowerPreferences.BANNER, "").logger(IFernflowerLogger.NO_OP).build().decompile();
        } catch (RuntimeException e) {
            throw new IOException(folder + topLevel + " cannot be decompiled: " + e.getMessage(), e);
        }
        if (text.get() == null) {
            throw new IOException(folder + topLevel + " cannot be decompiled");
        }
        return text.get();
    }

    /** Hands out the class files of one top-level class and takes its text. */
    private record Input(ClassContainer container, List<String> files, String wanted, AtomicReference<String> text) implements IContextSource {
        @Override
        public String getName() {
            return wanted;
        }

        @Override
        public Entries getEntries() {
            List<Entry> classes = files.stream().map(file -> Entry.atBase(file.substring(0, file.length() - CLASS_SUFFIX.length()))).toList();
            return new Entries(classes, List.of(), List.of());
        }

        @Override
        public InputStream getInputStream(String resource) throws IOException {
            return files.contains(resource) ? new ByteArrayInputStream(container.read(resource)) : null;
        }

        @Override
        public IOutputSink createOutputSink(IResultSaver saver) {
            return new Output(wanted, text);
        }
    }

    private record Output(String wanted, AtomicReference<String> text) implements IContextSource.IOutputSink {
        @Override
        public void begin() { }

        @Override
        public void acceptClass(String qualifiedName, String fileName, String content, int[] mapping) {
            if (qualifiedName.equals(wanted) && content != null) {
                String normal = content.replace("\r\n", "\n");
                text.set(LineAligner.align(MemberOrder.restore(normal, LineAligner.lines(normal, mapping))));
            }
        }

        @Override
        public void acceptDirectory(String directory) { }

        @Override
        public void acceptOther(String path) { }

        @Override
        public void close() { }
    }

    /** All goes to the sink of the input. */
    private static final IResultSaver NOWHERE = new IResultSaver() {
        @Override
        public void saveFolder(String path) { }

        @Override
        public void copyFile(String source, String path, String entryName) { }

        @Override
        public void saveClassFile(String path, String qualifiedName, String entryName, String content, int[] mapping) { }

        @Override
        public void createArchive(String path, String archiveName, java.util.jar.Manifest manifest) { }

        @Override
        public void saveDirEntry(String path, String archiveName, String entryName) { }

        @Override
        public void copyEntry(String source, String path, String archiveName, String entry) { }

        @Override
        public void saveClassEntry(String path, String archiveName, String qualifiedName, String entryName, String content) { }

        @Override
        public void closeArchive(String path, String archiveName) { }
    };
}
