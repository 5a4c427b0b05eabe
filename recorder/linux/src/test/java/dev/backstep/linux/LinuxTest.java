package dev.backstep.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On this very process, which needs no privileges. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LinuxTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    @Test
    void failedCallNamesItsErrno() {
        SyscallException e = assertThrows(SyscallException.class, () -> Descriptor.open("/no/such", Descriptor.O_RDONLY));
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("open /no/such failed: ENOENT (no such file)", e.getMessage());
    }

    @Test
    void mappingIsParsed() {
        MemoryMapping mapping =
                MemoryMapping.parse("7f0000001000-7f0000003000 r-xp 00002000 08:01 77                 /a b (deleted)");
        assertEquals(new MemoryMapping(0x7f0000001000L, 0x7f0000003000L, "r-xp", 0x2000, 77, "/a b (deleted)"), mapping);
        assertEquals(5, mapping.protection());
        assertTrue(mapping.isDeleted() && mapping.hasFile() && !mapping.isShared() && !mapping.isWritable());
        assertEquals("", MemoryMapping.parse("1000-2000 rw-p 00000000 00:00 0 ").path());
    }

    @Test
    void memoryIsReadInPieces() {
        try (Arena arena = Arena.ofConfined(); RemoteMemory memory = new RemoteMemory(SELF)) {
            MemorySegment source = arena.allocate(8 * 4096, 4096);
            source.fill((byte) 3);
            source.asSlice(2 * 4096, 4096).fill((byte) 7);
            MemorySegment target = arena.allocate(3 * 4096, 8);
            memory.gather(List.of(range(source, 0, 1), range(source, 2, 4)), target);
            assertEquals(-1, target.asSlice(0, 4096).mismatch(source.asSlice(0, 4096)));
            assertEquals(-1, target.asSlice(4096).mismatch(source.asSlice(2 * 4096, 2 * 4096)));
            memory.write(source.address(), new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, memory.read(source.address(), 3));
            assertThrows(SyscallException.class, () -> memory.read(64, 8));
        }
    }

    @Test
    void listeningSocketIsFound() throws IOException {
        assertEquals(Optional.empty(), new ListeningSockets(SELF).first());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertEquals(Optional.of(new ListeningSocket(ListeningSocket.Family.IPV4, server.socket().getLocalPort())),
                    new ListeningSockets(SELF).first());
        }
    }

    private static PageRange range(MemorySegment segment, int fromPage, int toPage) {
        return new PageRange(segment.address() + fromPage * 4096L, segment.address() + toPage * 4096L, true);
    }

    @Test
    void pagesThatWereTouchedAreListed() {
        try (Arena arena = Arena.ofConfined(); Pages pages = new Pages(SELF)) {
            MemorySegment memory = arena.allocate(64 << 20, 4096);   // so large that it is a mapping of its own
            memory.asSlice(5 * 4096, 4096).fill((byte) 1);
            MemoryMapping mapping = new ProcFiles(SELF).mappings().stream()
                    .filter(m -> m.start() <= memory.address() && m.end() > memory.address()).findFirst().orElseThrow();
            List<PageRange> ranges = new ArrayList<>();
            pages.list(mapping, ranges::add);
            long touched = memory.address() + 5 * 4096;
            assertTrue(ranges.stream().anyMatch(r -> r.start() <= touched && r.end() > touched));
        }
    }

    @Test
    void processIsSpawnedAndReaped() {
        int pid = Spawner.spawn(List.of("/bin/sleep", "100"), List.of(), Path.of("/dev/null"));
        ProcFiles proc = new ProcFiles(pid);
        assertTrue(proc.isAlive());
        assertFalse(proc.isAwaitedByThisJvm());
        assertEquals(List.of(pid), proc.tasks());
        assertEquals("/dev/null", proc.link("fd/1"));
        Spawner.kill(pid, Spawner.SIGKILL);
        Spawner.reap(pid);
        assertFalse(proc.isAlive());
    }

    @Test
    void programThatIsMissingIsNotSpawned() {
        assertEquals(Errno.ENOENT, assertThrows(SyscallException.class,
                () -> Spawner.spawn(List.of("/no/such"), List.of(), Path.of("/dev/null"))).errno());
    }

    @Test
    void childHasDirectoryEnvironmentAndFiles(@TempDir Path folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "pwd; echo $NAME; echo no >&2; read line; echo $line; exit 3");
        builder.environment().clear();
        builder.environment().put("NAME", "value");
        Files.writeString(folder.resolve("in"), "input\n");
        builder.directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).redirectInput(folder.resolve("in").toFile());
        assertEquals(3, ChildProcess.start(builder).waitFor());
        assertEquals(folder.toRealPath() + "\nvalue\ninput\n", Files.readString(folder.resolve("out")));
        assertEquals("no\n", Files.readString(folder.resolve("err")));
    }

    @Test
    void inputOfChildIsSilentAndChildThatIsKilledSaysSo(@TempDir Path folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "read line").redirectOutput(folder.resolve("out").toFile())
                .redirectErrorStream(true);
        Process child = ChildProcess.start(builder);
        assertFalse(child.waitFor(200, TimeUnit.MILLISECONDS));
        assertTrue(child.isAlive());
        assertFalse(new ProcFiles((int) child.pid()).isAwaitedByThisJvm());
        assertThrows(IllegalThreadStateException.class, child::exitValue);
        child.destroyForcibly();
        assertEquals(128 + Spawner.SIGKILL, child.waitFor());
        child.destroyForcibly();
        assertFalse(child.isAlive());
        assertThrows(IOException.class, () -> ChildProcess.start(new ProcessBuilder("/no/such").inheritIO()));
    }

    @Test
    void countsWhatHappensInThreadsThatAreStartedLater() throws Exception {
        try (EventCounter counter = new EventCounter((int) ProcessHandle.current().pid(), EventCounter.Kind.PAGE_FAULTS)) {
            long before = counter.count();
            Thread thread = Thread.ofPlatform().start(() -> {
                try (Arena arena = Arena.ofConfined()) {
                    arena.allocate(1_000 * 4096L).fill((byte) 1);
                }
            });
            thread.join();
            assertTrue(counter.count() >= before + 500, () -> before + " and then " + counter.count());
        }
    }
}
