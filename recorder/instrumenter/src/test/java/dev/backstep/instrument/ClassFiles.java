package dev.backstep.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Class files for tests: of the test's own classes, and of the libraries that are there anyway. */
final class ClassFiles {
    private ClassFiles() { }

    static byte[] of(Class<?> c) {
        try (InputStream in = c.getClassLoader().getResourceAsStream(c.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All classes of the jar that a class comes from. */
    static List<byte[]> ofJarOf(Class<?> c) {
        List<byte[]> classes = new ArrayList<>();
        try (ZipFile jar = new ZipFile(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile())) {
            for (var entry : jar.stream().filter(e -> e.getName().endsWith(".class") && !e.getName().contains("module-info")).toList()) {
                classes.add(jar.getInputStream(entry).readAllBytes());
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    static byte[] instrumented(byte[] classFile, TickDensity density) {
        byte[] changed = ApplicationTransformer.transform(classFile, 0, classFile.length, density, new ClassFacts(), false);
        return changed == null ? classFile : changed;
    }

    static ClassNode node(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    static MethodNode method(ClassNode c, String name) {
        return c.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
    }
}
