package dev.backstep.dap.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopLevelTypesTest {
    @TempDir
    Path folder;

    private Optional<String> at(String text, int line) throws IOException {
        Path file = folder.resolve("A.java");
        Files.writeString(file, text);
        return TopLevelTypes.in(file).flatMap(types -> types.at(line));
    }

    @Test
    void lineBelongsToTheTypeThatBeginsBeforeIt() throws IOException {
        String text = """
                // package wrong;
                package a.b;

                @Deprecated
                public final class A {
                    class Inner {
                    }
                }

                sealed interface Shape permits A { }

                record Point(int x) {
                }
                """;
        assertEquals(Optional.of("a.b.A"), at(text, 1));
        assertEquals(Optional.of("a.b.A"), at(text, 6));
        assertEquals(Optional.of("a.b.Shape"), at(text, 10));
        assertEquals(Optional.of("a.b.Point"), at(text, 13));
    }

    @Test
    void fileInNoPackageHasSimpleNames() throws IOException {
        assertEquals(Optional.of("A"), at("enum A { X }\n", 1));
        assertTrue(at("nothing here\n", 1).isEmpty());
        assertTrue(TopLevelTypes.in(folder.resolve("none.java")).isEmpty());
    }
}
