package dev.backstep.replay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.SourceView.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final String TEXT = """
            package a.b;

            /** A comment that makes lines differ. */
            public class Shop {
                static class Inner {
                    int twice(int n) {

                        return 2 * n;
                    }
                }

                public static void main(String[] args) {
                    int sum = 0;

                    for (int i = 0; i < 10; i++) {
                        sum += new Inner().twice(i);
                    }

                    System.out.println("sum " + sum);
                }
            }
            """;

    @TempDir
    private Path folder;
    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        Path source = write("elsewhere/a/b/Shop.java", TEXT);
        classes = Files.createDirectories(folder.resolve("compiled"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-d", classes.toString(), source.toString()));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    private Map<String, byte[]> classFiles() throws IOException {
        return Map.of("a/b/Shop.class", Files.readAllBytes(classes.resolve("a/b/Shop.class")),
                "a/b/Shop$Inner.class", Files.readAllBytes(classes.resolve("a/b/Shop$Inner.class")));
    }

    private Sources sources(Path... classPath) {
        return new Sources(new SourceOptions(List.of(classPath), List.of(), Optional.empty(), List.of(Path.of(System.getProperty("java.home"))),
                folder.resolve("repository")));
    }

    private static SourceView find(Sources sources, String className) {
        return sources.of(className, Optional.of("Shop.java")).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"target/classes, src/main/java", "target/test-classes, src/test/java", "build/classes/java/main, src/main/java",
            "build/classes/java/test, src/test/java", "out/production/app, app/src", "out/production/app, src", "bin, src", "plain, plain",
            "target/classes, target/generated-sources/annotations"})
    void projectLayouts(String classFolder, String root) throws IOException {
        Path compiled = folder.resolve("project").resolve(classFolder);
        for (Map.Entry<String, byte[]> file : classFiles().entrySet()) {
            Files.createDirectories(compiled.resolve(file.getKey()).getParent());
            Files.write(compiled.resolve(file.getKey()), file.getValue());
        }
        Path source = write("project/" + root + "/a/b/Shop.java", TEXT);
        Sources sources = sources(compiled);
        SourceView view = find(sources, "a.b.Shop$Inner");
        assertEquals(Origin.PROJECT, view.origin());
        assertEquals(source.normalize(), view.path().orElseThrow().normalize());
        assertEquals(TEXT, sources.text(view.id()));
        assertEquals(view.id(), find(sources, "a.b.Shop").id());
    }

    @Test
    void rootsOfTheUserComeFirst() throws IOException {
        write("mine/a/b/Shop.java", "// mine");
        Sources sources = new Sources(new SourceOptions(List.of(classes), List.of(folder.resolve("mine")), Optional.empty(), List.of(), folder));
        assertEquals("// mine", sources.text(find(sources, "a.b.Shop").id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/shop-1.0-sources.jar", "repository/org/shop/shop/1.0/shop-1.0-sources.jar"})
    void sourcesJars(String place) throws IOException {
        Map<String, byte[]> entries = new java.util.HashMap<>(classFiles());
        entries.put("META-INF/maven/org.shop/shop/pom.properties", "groupId=org.shop\nartifactId=shop\nversion=1.0\n".getBytes());
        Path jar = jar("lib/shop-1.0.jar", entries);
        jar(place, Map.of("a/b/Shop.java", TEXT.getBytes()));
        Sources sources = sources(jar);
        SourceView view = find(sources, "a.b.Shop$Inner");
        assertEquals(Origin.SOURCES_JAR, view.origin());
        assertEquals(Optional.empty(), view.path());
        assertEquals(TEXT, sources.text(view.id()));
        assertEquals(List.of(4, 5, 8, 13, 15, 16, 19, 20), List.copyOf(sources.linesWithCode("a/b/Shop.java")));
    }

    @Test
    void decompiledLinesAreThoseOfTheClassFile() throws IOException {
        Sources sources = sources(jar("lib/shop.jar", classFiles()));
        SourceView view = find(sources, "a.b.Shop$Inner");
        assertEquals(Origin.DECOMPILED, view.origin());
        List<String> lines = sources.text(view.id()).lines().toList();
        assertTrue(lines.get(7).contains("return 2 * n"), lines.get(7));
        assertTrue(lines.get(12).contains("int sum = 0"), lines.get(12));
        assertTrue(lines.get(14).contains("for"), lines.get(14));
        assertTrue(lines.get(15).contains("twice(i)"), lines.get(15));
        assertTrue(lines.get(18).contains("println"), lines.get(18));
        assertEquals(Optional.empty(), sources.existing("a.b.Shop", Optional.of("Shop.java")));
    }

    @Test
    void classesOfTheJdk() {
        Sources sources = sources(classes);
        SourceView view = sources.of("java.util.ArrayList$Itr", Optional.of("ArrayList.java")).orElseThrow();
        String text = sources.text(view.id());
        assertTrue(text.contains("class ArrayList"), text.substring(0, 100));
        assertTrue(sources.isJdk("java.util.Map$Entry"));
        assertFalse(sources.isJdk("a.b.Shop"));
        assertTrue(sources.hasClass("a.b.Shop$Inner"));
        assertFalse(sources.hasClass("a.b.Missing"));
    }

    @Test
    void jdkWithoutSourcesIsDecompiled() {
        Sources sources = new Sources(new SourceOptions(List.of(), List.of(), Optional.empty(), List.of(), folder));
        SourceView view = sources.of("java.util.Optional", Optional.of("Optional.java")).orElseThrow();
        assertEquals(Origin.DECOMPILED, view.origin());
        List<String> lines = sources.text(view.id()).lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.contains("public boolean isPresent()")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/../../secret", "a..b", "", "..", "a.b/../../../etc/passwd", "a\0b", "C:\\x"})
    void namesThatAreNoClassNamesLeadNowhere(String className) throws IOException {
        write("compiled/secret.java", "secret");
        Sources sources = sources(classes);
        assertEquals(Optional.empty(), sources.of(className, Optional.of("secret.java")));
        assertFalse(sources.hasClass(className));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.java", "/etc/passwd", "..\\secret.java", "secret.txt", "passwd"})
    void fileNamesInClassFilesLeadNowhereElse(String sourceName) throws IOException {
        write("compiled/secret.java", "secret");
        write("compiled/a/b/secret.txt", "secret");
        write("compiled/a/b/passwd", "secret");
        Sources sources = sources(classes);
        assertFalse(sources.of("a.b.Shop", Optional.of(sourceName)).map(view -> sources.text(view.id())).orElse("").contains("secret"));
    }

    @Test
    void unknownIdsAndDamagedClassesAreSentences() throws IOException {
        Sources sources = sources(jar("lib/bad.jar", Map.of("a/b/Bad.class", new byte[] {1, 2, 3})));
        assertThrows(SessionException.class, () -> sources.text(1));
        SourceView view = sources.of("a.b.Bad", Optional.empty()).orElseThrow();
        SessionException e = assertThrows(SessionException.class, () -> sources.text(view.id()));
        assertTrue(e.getMessage().contains("cannot be"), e.getMessage());
        assertEquals(0, sources.linesWithCode("a/b/Bad.java").size());
    }

    @Test
    void linesOfFilesMatchByPackage() {
        Sources sources = sources(classes);
        assertEquals(sources.linesWithCode("Shop.java"), sources.linesWithCode("/home/me/project/src/a/b/Shop.java"));
        assertEquals(0, sources.linesWithCode("/home/me/project/src/c/Shop.java").size());
        assertEquals(0, sources.linesWithCode("Shop").size());
    }

    @Test
    void linesAreJoinedWhereTheTextIsBehind() {
        assertEquals("\n\na b\nc\n\n\nd\n", LineAligner.align(LineAligner.lines("a\nb\nc\nd\n", new int[] {3, 1, 3, 2, 4, 3, 7, 4})));
        assertEquals("one\ntwo", LineAligner.align(LineAligner.lines("one\ntwo", null)));
    }
}
