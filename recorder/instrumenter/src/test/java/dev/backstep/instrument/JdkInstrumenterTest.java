package dev.backstep.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.util.CheckClassAdapter;

class JdkInstrumenterTest {
    private static final JdkInstrumenter INSTRUMENTER = JdkInstrumenter.forFeature(25);

    @Test
    void otherVersionsAreRefusedWithWhatIsSupported() {
        assertTrue(assertThrows(UnsupportedJdkException.class, () -> JdkInstrumenter.forFeature(21)).getMessage().contains("JDK 25"));
    }

    /** Also proves that each native of the table exists in this JDK: the transformer fails otherwise. */
    @Test
    void packagesWithNativesVerify() throws IOException {
        for (String folder : List.of("java/lang", "java/lang/ref", "java/io", "java/net", "sun/nio/ch", "sun/nio/fs", "jdk/internal/misc")) {
            for (Path file : classFiles("java.base/" + folder)) {
                byte[] original = Files.readAllBytes(file);
                byte[] changed = INSTRUMENTER.transform("java.base", new ClassReader(original).getClassName(), original);
                StringWriter problems = new StringWriter();
                if (changed != original) {
                    CheckClassAdapter.verify(new ClassReader(changed), null, false, new PrintWriter(problems));
                }
                assertEquals("", problems.toString(), file::toString);
            }
        }
    }

    @Test
    void noMonitorInstructionIsLeft() throws IOException {
        for (Path file : classFiles("java.base/java/util/concurrent")) {
            byte[] original = Files.readAllBytes(file);
            ClassNode changed = ClassFiles.node(INSTRUMENTER.transform("java.base", new ClassReader(original).getClassName(), original));
            assertEquals(0, changed.methods.stream().flatMap(m -> Stream.of(m.instructions.toArray()))
                    .filter(n -> n.getOpcode() == Opcodes.MONITORENTER || n.getOpcode() == Opcodes.MONITOREXIT).count(), file::toString);
        }
    }

    @Test
    void aClassWithoutHooksStaysTheSameArray() throws IOException {
        byte[] original = Files.readAllBytes(image().resolve("java.base/java/lang/Comparable.class"));
        assertSame(original, INSTRUMENTER.transform("java.base", "java/lang/Comparable", original));
    }

    @Test
    void theVersionIsTheSameEachTime() {
        assertEquals(INSTRUMENTER.version(), JdkInstrumenter.forFeature(25).version());
    }

    private static List<Path> classFiles(String folder) throws IOException {
        try (Stream<Path> files = Files.list(image().resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(".class")).toList();
        }
    }

    private static Path image() {
        return FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    }
}
