package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.recording.ClassCacheLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
    @TempDir
    private Path folder;

    @Test
    void whatRecordingsAddIsThereForTheNext() throws IOException {
        record(entry("class A", "instrumented A"), entry("class B", ""));
        record(entry("class C", "instrumented C"), entry("class A", "instrumented A"));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(ClassCacheLayout.MAGIC, file.getLong(0));
        assertEquals(file.capacity(), file.getLong(ClassCacheLayout.LENGTH_OFFSET));
        assertEquals(List.of("instrumented A", "", "instrumented C"), List.of(find(file, "class A"), find(file, "class B"), find(file, "class C")));
        assertEquals(1, new String(file.array(), StandardCharsets.ISO_8859_1).split("class A", -1).length - 1);
    }

    @Test
    void anEntryThatWasCutOffIsLeftOut() throws IOException {
        byte[] half = entry("class B", "instrumented B");
        record(entry("class A", "instrumented A"), java.util.Arrays.copyOf(half, half.length - 3));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("instrumented A", find(file, "class A"));
        assertEquals("nothing", find(file, "class B"));
    }

    @Test
    void onlyTheOwnerMayReadAndNothingElseIsLeft() throws IOException {
        record(entry("class A", "instrumented A"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
        try (var files = Files.list(file().getParent())) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenMeansNoCache() throws IOException {
        Files.createFile(folder.resolve("classes"));
        assertEquals(List.of(), cache().optionsToRecord());
    }

    private Path file() {
        return folder.resolve("classes/program");
    }

    private ClassCache cache() {
        return new ClassCache(folder.resolve("classes"), "program");
    }

    /** As a debuggee does. */
    private void record(byte[]... entries) throws IOException {
        ClassCache cache = cache();
        List<String> options = cache.optionsToRecord();
        String added = options.getLast();
        assertTrue(added.startsWith("-Dbackstep.classes.new="), added);
        Path file = Path.of(added.substring(added.indexOf('=') + 1));
        for (byte[] entry : entries) {
            Files.write(file, entry, StandardOpenOption.APPEND);
        }
        cache.keep();
    }

    private static byte[] entry(String original, String result) {
        byte[] before = original.getBytes(StandardCharsets.US_ASCII);
        byte[] after = (result + "facts").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer entry = ByteBuffer.allocate(ClassCacheLayout.ENTRY_LENGTH_BYTES + before.length + after.length).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(crc(before)).putInt(before.length).putInt(result.length()).putInt("facts".length()).putInt(crc(after)).put(before).put(after);
        return entry.array();
    }

    /** As a debuggee does. */
    private static String find(ByteBuffer file, String original) {
        byte[] wanted = original.getBytes(StandardCharsets.US_ASCII);
        int slots = file.getInt(ClassCacheLayout.SLOT_COUNT_OFFSET);
        for (int slot = crc(wanted) & slots - 1;; slot = slot + 1 & slots - 1) {
            int at = (int) file.getLong(ClassCacheLayout.HEADER_LENGTH_BYTES + Long.BYTES * slot);
            if (at == 0) {
                return "nothing";
            }
            int start = at + ClassCacheLayout.ENTRY_LENGTH_BYTES;
            int length = file.getInt(at + ClassCacheLayout.ORIGINAL_LENGTH_OFFSET);
            if (new String(file.array(), start, length, StandardCharsets.US_ASCII).equals(original)) {
                return new String(file.array(), start + length, file.getInt(at + ClassCacheLayout.RESULT_LENGTH_OFFSET), StandardCharsets.US_ASCII);
            }
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
