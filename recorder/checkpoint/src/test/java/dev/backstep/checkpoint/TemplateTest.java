package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.linux.ProcFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of stopped processes. Prints what it measures. */
class TemplateTest {
    @TempDir
    private Path folder;
    private int outputs;

    @BeforeAll
    static void probe() {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
    }

    private static RestoreOptions.Privilege privilege() {
        return RestoreOptions.to(Path.of("/")).privilege();
    }

    private RestoredProcess start(Template template) {
        Path output = folder.resolve("restored-" + outputs++);
        RestoredProcess process = template.start(RestoreOptions.to(output));
        System.out.printf("copied in %.1f ms %s%n", process.restoreNanos() / 1e6, process.losses());
        return process;
    }

    private Path output(int number) {
        return folder.resolve("restored-" + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC"})
    void forksOfRunningProcessGoOnFromWhereItWas(String collector) throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), collector);
                ForkCapture capture = ForkCapture.of(victim.pid, privilege())) {
            List<Template> templates = new ArrayList<>();
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                victim.awaitProgress();
                counts.add(victim.count());
                long start = System.nanoTime();
                templates.add(capture.fork());
                System.out.printf("forked in %.1f ms%n", (System.nanoTime() - start) / 1e6);
            }
            victim.awaitProgress();
            int number = 0;
            for (int i : new int[] {2, 0, 2}) {
                try (RestoredProcess process = start(templates.get(i))) {
                    Victim.awaitCount(output(number), process.pid(), counts.get(i));
                    Victim.awaitCount(output(number), process.pid(), Victim.countOf(output(number)) + 5_000);
                }
                number++;
            }
            templates.forEach(template -> System.out.printf("%d KB of its own%n", template.ownBytes() >> 10));
            templates.forEach(Template::close);
            victim.awaitProgress();
        }
    }

    @ParameterizedTest
    @EnumSource
    void templateOfFileServesManyProcessesAtOnce(RestoreOptions.Privilege privilege) throws Exception {
        assumeTrue(privilege == privilege() || privilege == RestoreOptions.Privilege.USER_NAMESPACE);
        Path file = folder.resolve("set");
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            victim.awaitProgress();
            try (CheckpointWriter writer = new CheckpointWriter(file);
                    ProcessCapture capture = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                capture.capture();
            }
        }
        List<RestoredProcess> processes = new ArrayList<>();
        try (CheckpointSet set = CheckpointSet.open(file)) {
            try (Template template = new Restorer(set).template(set.checkpoints().getFirst(), privilege)) {
                for (int i = 0; i < 3; i++) {
                    processes.add(start(template));
                }
            }
            for (int i = 0; i < 3; i++) {
                long count = Victim.countOf(output(i));
                Victim.awaitCount(output(i), processes.get(i).pid(), count + 5_000);
            }
        } finally {
            processes.forEach(RestoredProcess::close);
        }
        for (RestoredProcess process : processes) {
            assertFalse(new ProcFiles(process.pid()).isAlive());
        }
    }

    @Test
    void forkOfOrdinaryUsersProcessNeedsUserNamespaceOnly() throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC");
                ForkCapture capture = ForkCapture.of(victim.pid, RestoreOptions.Privilege.USER_NAMESPACE)) {
            victim.awaitProgress();
            try (Template template = capture.fork(); RestoredProcess process = start(template)) {
                Victim.awaitCount(output(0), process.pid(), 0);
                Victim.awaitCount(output(0), process.pid(), Victim.countOf(output(0)) + 5_000);
            }
        }
    }

    @Test
    void copiesCanBeForkedAgainAndOutliveTheirAncestors() throws Exception {
        List<RestoredProcess> line = new ArrayList<>();
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            victim.awaitProgress();
            try (ForkCapture capture = ForkCapture.of(victim.pid, privilege()); Template template = capture.fork()) {
                line.add(start(template));
            }
        }
        for (int i = 1; i < 30; i++) {
            RestoredProcess parent = line.getLast();
            Victim.awaitCount(output(i - 1), parent.pid(), Victim.countOf(output(i - 1)) + 1_000);
            try (ForkCapture capture = ForkCapture.of(parent); Template template = capture.fork()) {
                parent.close();
                line.add(start(template));
            }
        }
        try (RestoredProcess last = line.getLast()) {
            Victim.awaitCount(output(29), last.pid(), Victim.countOf(output(29)) + 5_000);
        }
        assertEquals(30, outputs);
    }

    @Test
    void eachCopyHasControlFileOfItsOwn() throws Exception {
        Path old = Files.createDirectory(folder.resolve("control"));
        try (RandomAccessFile page = new RandomAccessFile(old.resolve("page").toFile(), "rw")) {
            page.setLength(512 << 20);   // most of it is a hole
        }
        try (Victim victim = Victim.start(folder.resolve("out"), List.of(old.resolve("page").toString()), "-XX:+UseSerialGC");
                ForkCapture capture = ForkCapture.of(victim.pid, privilege())) {
            victim.awaitProgress();
            Path file = folder.resolve("set");
            try (CheckpointWriter writer = new CheckpointWriter(file);
                    ProcessCapture toFile = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                toFile.capture();
            }
            try (Template template = capture.fork(); CheckpointSet set = CheckpointSet.open(file)) {
                Path first = Files.createDirectory(folder.resolve("first"));
                Path second = Files.createDirectory(folder.resolve("second"));
                Path third = Files.createDirectory(folder.resolve("third"));
                try (RestoredProcess one = template.start(options(old, first));
                        RestoredProcess two = template.start(options(old, second));
                        RestoredProcess cold =
                                new Restorer(set).restore(set.checkpoints().getFirst(), options(old, third))) {
                    assertTrue(word(first, 0) > 0, "what the process had in memory is in the file");
                    for (Path mine : List.of(first, second, third)) {
                        tell(mine, mine.toString().length());
                        Victim.await("an answer", () -> printed(mine).contains("told " + mine.toString().length()));
                        Victim.await("its count", () -> word(mine, 0) > 0 && word(mine, 8) == 0);
                    }
                    assertTrue(one.isAlive() && two.isAlive() && cold.isAlive());
                }
                assertEquals(0, word(old, 8));
                assertFalse(printed(folder.resolve("out")).contains("told"));
            }
        }
    }

    private RestoreOptions options(Path old, Path fresh) {
        return RestoreOptions.to(Path.of(fresh + ".out")).withFolders(Map.of(old, fresh));
    }

    private static String printed(Path fresh) {
        Path output = fresh.toString().endsWith("out") ? fresh : Path.of(fresh + ".out");
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long word(Path control, int offset) {
        try (FileChannel channel = FileChannel.open(control.resolve("page"))) {
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES);
            channel.read(word, offset);
            return word.getLong(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(Path control, long value) throws IOException {
        try (FileChannel channel = FileChannel.open(control.resolve("page"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
            page.putLong(8, value);
        }
    }

    @Test
    void closedTemplateMakesNoProcesses() throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC");
                ForkCapture capture = ForkCapture.of(victim.pid, privilege())) {
            victim.awaitProgress();
            Template template = capture.fork();
            template.close();
            assertFalse(template.isAlive());
            assertThrows(IllegalStateException.class, () -> start(template));
            victim.awaitProgress();
        }
    }
}
