package dev.backstep.recording;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts and changes recordings at random: reading gives our exceptions or events, nothing else, and never hangs. */
class DamageFuzzTest {
    private static final int ROUNDS = 1_000;

    /** Set {@code -Dbackstep.fuzz.seed} to repeat a failure. */
    private final long seed = Long.getLong("backstep.fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @TempDir
    private Path folder;
    private Path file;
    private byte[] open;
    private byte[] closed;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("x.backstep");
        new RecordingBuilder().typical().write(file);
        open = Files.readAllBytes(file);
        RecordingCloser.close(file, RecordingEnd.killed(9, 5, List.of("warning")));
        closed = Files.readAllBytes(file);
    }

    @Test
    void truncationsAreToldApart() throws IOException {
        for (int length = 0; length < closed.length; length += 1 + random.nextInt(40)) {
            int cut = length;
            Files.write(file, Arrays.copyOf(closed, cut));
            assertThrows(RecordingException.class, () -> readEverything(), "cut at " + cut + ", seed " + seed);
        }
    }

    @Test
    void anyChangeOfAClosedRecordingIsNoticed() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = closed.clone();
            int at = interestingByte(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            read("bit flipped at " + at);
            assertFalse(intact(), "bit flipped at " + at + " unnoticed, seed " + seed);
        }
    }

    @Test
    void damagedOpenRecordingsGiveOnlyOurExceptions() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = open.clone();
            StringBuilder what = new StringBuilder();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = interestingByte(damaged.length);
                damaged[at] = (byte) random.nextInt();
                what.append(at).append(' ');
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            }
            Files.write(file, damaged);
            read("bytes " + what);
        }
    }

    /** With checksums made right again, Kryo itself sees the damage. */
    @Test
    void forgedMetadataGivesOnlyOurExceptions() throws IOException {
        int length = (int) ByteBuffer.wrap(open).order(ByteOrder.LITTLE_ENDIAN).getLong(RecordingLayout.METADATA_LENGTH_OFFSET);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = open.clone();
            int at = RecordingHeader.METADATA_OFFSET + random.nextInt(length - 4);
            damaged[at] = (byte) random.nextInt();
            CRC32C crc = new CRC32C();
            crc.update(damaged, RecordingHeader.METADATA_OFFSET, length - 4);
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(RecordingHeader.METADATA_OFFSET + length - 4, (int) crc.getValue());
            Files.write(file, damaged);
            read("forged byte " + at);
        }
    }

    /** Half of the damage goes where it matters rather than into padding. */
    private int interestingByte(int length) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(160);
            case 1 -> Math.min(length - 1, 8192 + random.nextInt(length - 8192));
            default -> random.nextInt(length);
        };
    }

    private boolean intact() throws IOException {
        try (Recording recording = Recording.open(file)) {
            return new RecordingVerifier(recording, offset -> { }).verify().intact();
        } catch (RecordingException e) {
            return false;
        }
    }

    private void read(String damage) {
        try {
            readEverything();
        } catch (RecordingException e) {
            // As it should be.
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(damage + ", seed " + seed, e);
        }
    }

    private void readEverything() throws IOException {
        try (Recording recording = Recording.open(file)) {
            new RecordingVerifier(recording, offset -> { }).verify();
            EventText text = new EventText(recording.metadata().hookNames());
            EventReader reader = recording.events();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                text.line(event);
            }
            recording.trailer();
        }
    }
}
