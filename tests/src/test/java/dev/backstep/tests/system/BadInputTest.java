package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.StandardInputScanner;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings and commands that are not what they should be: one clear sentence, the documented exit code, no stack trace. */
class BadInputTest {
    private static final int GOOD = 0;
    private static final int USAGE = 2;
    private static final int DIVERGENCE = 3;
    private static final int DAMAGED = 4;
    private static final int TOO_NEW = 5;
    private static final int JDK = 6;
    private static final int NOT_STARTED = 125;
    private static final int FORMAT_VERSION_OFFSET = 8; // docs/recording-format.md, as the next
    private static final int HEADER_SUM_OFFSET = 56;

    private static Scratch scratch;
    private static byte[] good;

    @BeforeAll
    static void makeGoodRecording() throws IOException, InterruptedException {
        scratch = Scratch.of("bad-input");
        Backstep.record(Program.of(StandardInputScanner.class), scratch.recording(), scratch.work());
        good = Files.readAllBytes(scratch.recording());
    }

    @AfterAll
    static void delete() throws IOException {
        scratch.delete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "events", "verify", "replay"})
    void noSuchFile(String command) throws IOException, InterruptedException {
        check(USAGE, command, scratch.folder().resolve("nowhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "events", "verify", "replay"})
    void folder(String command) throws IOException, InterruptedException {
        Outcome outcome = run(command, scratch.folder());
        assertTrue(outcome.exitCode() == USAGE || outcome.exitCode() == DAMAGED, outcome::describe);
        checkSentence(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "events", "verify", "replay"})
    void notARecording(String command) throws IOException, InterruptedException {
        check(DAMAGED, command, write("text", "This is no recording. ".repeat(1_000).getBytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "events", "verify", "replay"})
    void emptyFile(String command) throws IOException, InterruptedException {
        check(DAMAGED, command, write("empty", new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "events", "verify", "replay"})
    void newerVersion(String command) throws IOException, InterruptedException {
        ByteBuffer header = ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(FORMAT_VERSION_OFFSET, 99);
        CRC32C sum = new CRC32C();
        sum.update(header.slice(0, 12));
        sum.update(header.slice(16, 40));
        header.putInt(HEADER_SUM_OFFSET, (int) sum.getValue());
        check(TOO_NEW, command, write("newer-" + command, header.array()));
    }

    /** Cut off in the header, in the log, in the trailer: never an internal error, never a hang. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 4_000, 4_096, 5_000, 9_000, 20_000, -5_000, -300, -40, -8, -1})
    void truncated(int length) throws IOException, InterruptedException {
        int kept = length > 0 ? Math.min(length, good.length) : good.length + length;
        Path cut = write("cut-" + length, Arrays.copyOf(good, kept));
        Outcome verify = run("verify", cut);
        assertEquals(DAMAGED, verify.exitCode(), verify::describe);
        checkSentence(verify);
        Outcome replay = run("replay", cut);
        assertTrue(replay.exitCode() == GOOD || replay.exitCode() == DAMAGED, replay::describe);
        checkSentence(replay);
    }

    /** Flipped bits are noticed by verify; a replay either notices, or diverges, or they did not matter. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void flippedBits(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        byte[] bytes = good.clone();
        for (int i = 0; i < 3; i++) {
            bytes[random.nextInt(4_096, bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path flipped = write("flipped-" + seed, bytes);
        Outcome verify = run("verify", flipped);
        assertEquals(DAMAGED, verify.exitCode(), verify::describe);
        checkSentence(verify);
        Outcome replay = run("replay", flipped);
        assertTrue(List.of(GOOD, DIVERGENCE, DAMAGED, JDK).contains(replay.exitCode()), replay::describe);
        assertFalse(replay.errors().contains("internal error"), replay::describe);
    }

    @Test
    void unreadableRecording() throws IOException, InterruptedException {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        Path unreadable = write("unreadable", good);
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
        check(USAGE, "replay", unreadable);
    }

    @Test
    void programNotFound() throws IOException, InterruptedException {
        checkSentence(record(127, "/no/such/java", "-version"));
    }

    @Test
    void programNotExecutable() throws IOException, InterruptedException {
        Path file = write("not-executable", new byte[10]);
        checkSentence(record(126, file.toString(), "Main"));
    }

    @Test
    void programIsNotJava() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(scratch.work(), "", "record", "-o", out("not-java"), "--", "/bin/true");
        assertTrue(outcome.exitCode() == NOT_STARTED || outcome.exitCode() == 126, outcome::describe);
        checkSentence(outcome);
    }

    @Test
    void nothingToRecord() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(scratch.work(), "", "record");
        assertEquals(NOT_STARTED, outcome.exitCode(), outcome::describe);
    }

    @Test
    void folderForRecordingDoesNotExist() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(scratch.work(), "", "record", "-o", "/no/such/folder/x", "--", Settings.java().toString(), "Main");
        assertEquals(NOT_STARTED, outcome.exitCode(), outcome::describe);
        checkSentence(outcome);
    }

    @Test
    void recordingExistsAlready() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(scratch.work(), "", "record", "-o", scratch.recording().toString(), "--", Settings.java().toString(), "Main");
        assertEquals(NOT_STARTED, outcome.exitCode(), outcome::describe);
        checkSentence(outcome);
        assertTrue(Arrays.equals(good, Files.readAllBytes(scratch.recording())));
    }

    @Test
    void unsupportedJdkIsRefused() throws IOException, InterruptedException {
        Path other = otherJava();
        Assumptions.assumeTrue(other != null, "no other JDK here");
        Outcome outcome = record(NOT_STARTED, other.toString(), "Main");
        checkSentence(outcome);
        assertTrue(outcome.errors().contains("25"), outcome::describe);
    }

    /** There is nothing to record, but the version is printed as without us. */
    @Test
    void version() throws IOException, InterruptedException {
        Outcome plain = Backstep.start(new ProcessBuilder(Settings.java().toString(), "-version"), "").await(Settings.timeLimit());
        Outcome recorded = record(0, Settings.java().toString(), "-version");
        assertTrue(recorded.errors().contains(plain.errors()), recorded::describe);
    }

    @Test
    void noSuchMainClass() throws IOException, InterruptedException {
        Outcome recorded = record(1, Settings.java().toString(), "no.such.Main");
        assertTrue(recorded.errors().contains("ClassNotFoundException: no.such.Main"), recorded::describe);
    }

    @Test
    void unknownVmOption() throws IOException, InterruptedException {
        Outcome recorded = record(1, Settings.java().toString(), "-XX:+NoSuchOption", "Main");
        assertTrue(recorded.errors().contains("NoSuchOption"), recorded::describe);
    }

    /** The program goes on; the recording ends where the disk was full and replays to there. */
    @Test
    void diskFull() throws IOException, InterruptedException {
        Program program = Program.of("disk-full", "-cp", Settings.testClasses().toString(), "dev.backstep.tests.debuggees.BigReader");
        String limited = "ulimit -f 4096; trap '' XFSZ; exec \"$0\" \"$@\""; // 2 or 4 MB, as the shell counts
        List<String> command = Stream.concat(Stream.of("sh", "-c", limited, Settings.backstepCommand().toString()),
                Backstep.recordArguments(program, Path.of(out("disk-full"))).stream()).toList();
        try (RunningCommand record = Backstep.start(new ProcessBuilder(command).directory(scratch.work().toFile()), "")) {
            Outcome recorded = record.await(Settings.timeLimit());
            assertEquals(0, recorded.exitCode(), recorded::describe);
            assertTrue(recorded.output().endsWith("done\n"), recorded::describe);
            Outcome replayed = run("replay", Path.of(out("disk-full")));
            assertEquals(GOOD, replayed.exitCode(), replayed::describe);
            assertTrue(recorded.output().startsWith(replayed.output()), replayed::describe);
        }
    }

    private static Path otherJava() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.filter(Files::isDirectory).filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> !release(home).contains("JAVA_VERSION=\"25")).map(home -> home.resolve("bin/java")).findFirst().orElse(null);
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return ""; // not a JDK that we could name
        }
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(scratch.folder().resolve(name), bytes);
    }

    private static String out(String name) {
        return scratch.folder().resolve(name + ".backstep").toString();
    }

    private static Outcome run(String command, Path recording) throws IOException, InterruptedException {
        return Backstep.run(scratch.work(), "", command, recording.toString());
    }

    private static Outcome record(int exitCode, String... command) throws IOException, InterruptedException {
        List<String> arguments = Stream.concat(Stream.of("record", "--force", "-o", out("record-" + Arrays.hashCode(command)), "--"), Arrays.stream(command)).toList();
        Outcome outcome = Backstep.run(scratch.work(), "", arguments.toArray(String[]::new));
        assertEquals(exitCode, outcome.exitCode(), outcome::describe);
        return outcome;
    }

    private static void check(int exitCode, String command, Path recording) throws IOException, InterruptedException {
        Outcome outcome = run(command, recording);
        assertEquals(exitCode, outcome.exitCode(), outcome::describe);
        checkSentence(outcome);
    }

    private static void checkSentence(Outcome outcome) {
        assertTrue(outcome.errors().contains("backstep: "), outcome::describe);
        assertFalse(outcome.errors().contains("\tat "), outcome::describe);
        assertFalse(outcome.errors().contains("internal error"), outcome::describe);
    }
}
