package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Registers;
import dev.backstep.linux.Spawner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real JVMs, frozen and restored. Prints what it measures. */
class CaptureAndRestoreTest {
    /** Verified checkpoints over the three collectors. With -Dbackstep.checkpoints=500 it takes some minutes. */
    private static final int CHECKPOINTS = Integer.getInteger("backstep.checkpoints", 12);
    /** With -Dbackstep.kills=200 it takes some minutes. */
    private static final int KILLS = Integer.getInteger("backstep.kills", 3);
    private static Capabilities capabilities;

    @TempDir
    private Path folder;

    @BeforeAll
    static void probe() {
        capabilities = Capabilities.probe();
        assumeTrue(capabilities.canCapture(), () -> "this machine forbids ptrace: " + capabilities.all());
    }

    private static void needRestore() {
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids namespaces: " + capabilities.all());
    }

    private static CaptureOptions verifying() {
        return CaptureOptions.forThisMachine().with(CaptureOptions.Verification.PAGES);
    }

    private static void print(String title, CaptureReport report) {
        System.out.printf("%s: pause %.1f ms, stored in %.1f ms, %d present, %d copied early, %d copied, %d added, %d threads%n", title,
                report.pauseNanos() / 1e6, report.storeNanos() / 1e6, report.presentPages(), report.earlyPages(), report.copiedPages(),
                report.addedPages(), report.checkpoint().threadCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC"})
    void eachPageIsAsItWas(String collector) throws Exception {
        int count = (CHECKPOINTS + 2) / 3;
        long compared = 0;
        int whileCompiling = 0;
        int whileCollecting = 0;
        try (Victim victim = Victim.start(folder.resolve("out"), collector);
                CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                ProcessCapture capture = new ProcessCapture(victim.pid, writer, verifying())) {
            victim.awaitProgress();
            for (int i = 0; i < count; i++) {
                Thread.sleep(i % 5 * 10L);
                CaptureReport report = capture.capture();
                assertTrue(report.verifiedPages() > 1000, report::toString);
                assertEquals(0, report.wrongPages(), report::toString);
                compared += report.verifiedPages();
                whileCompiling += isAnyRunning(report.checkpoint(), "C1 Compiler", "C2 Compiler") ? 1 : 0;
                whileCollecting += isAnyRunning(report.checkpoint(), "VM Thread", "GC Thread", "G1 ") ? 1 : 0;
            }
            victim.awaitProgress();
        }
        System.out.printf("%s: %d checkpoints, %d pages compared, 0 wrong; in %d a compiler was at work, in %d a collector%n",
                collector, count, compared, whileCompiling, whileCollecting);
        assertTrue(count < 100 || whileCompiling > 0 && whileCollecting > 0, "compilations and collections under way");
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"))) {
            assertEquals(count, set.checkpoints().size());
            set.verify();
        }
    }

    /** Whether a thread with such a name was executing: not inside a system call, where idle ones are. */
    private static boolean isAnyRunning(Checkpoint checkpoint, String... names) {
        return checkpoint.process().threads().stream()
                .filter(thread -> new Registers(thread.registers()).get(Registers.ORIG_RAX) == -1)
                .anyMatch(thread -> Arrays.stream(names).anyMatch(thread.name()::startsWith));
    }

    @Test
    void contentTrackingFindsTheSamePages() throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC");
                CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                ProcessCapture capture = new ProcessCapture(victim.pid, writer,
                        verifying().with(CaptureOptions.Tracking.CONTENT))) {
            for (int i = 0; i < 3; i++) {
                victim.awaitProgress();
                CaptureReport report = capture.capture();
                print("content " + i, report);
                assertEquals(0, report.wrongPages(), report::toString);
                assertTrue(i == 0 || report.addedPages() < report.copiedPages(), "equal pages are stored once");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC"})
    void restoredProcessesGoOnFromWhereTheyWere(String collector) throws Exception {
        needRestore();
        Path file = folder.resolve("set");
        List<Long> counts = new ArrayList<>();
        try (Victim victim = Victim.start(folder.resolve("out"), collector)) {
            try (CheckpointWriter writer = new CheckpointWriter(file);
                    ProcessCapture capture = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                for (int i = 0; i < 3; i++) {
                    victim.awaitProgress();
                    counts.add(victim.count());
                    print(collector + " " + i, capture.capture());
                }
            }
            try (CheckpointSet set = CheckpointSet.open(file)) {
                Restorer restorer = new Restorer(set);
                List<RestoredProcess> restored = new ArrayList<>();
                try {
                    for (int i : new int[] {0, 2, 2}) {
                        Path output = folder.resolve("restored-" + restored.size());
                        RestoredProcess process = restorer.restore(set.checkpoints().get(i), RestoreOptions.to(output));
                        restored.add(process);
                        System.out.printf("restored %d in %.1f ms %s%n", i, process.restoreNanos() / 1e6, process.losses());
                        Victim.awaitCount(output, process.pid(), counts.get(i));
                    }
                    for (int i = 0; i < restored.size(); i++) {
                        Path output = folder.resolve("restored-" + i);
                        Victim.awaitCount(output, restored.get(i).pid(), Victim.countOf(output) + 5_000);
                        assertTrue(Files.readString(output).contains("pid " + victim.pid + "\n"), "it knows its old id");
                    }
                    victim.awaitProgress();
                } finally {
                    restored.forEach(RestoredProcess::close);
                }
                for (RestoredProcess process : restored) {
                    assertFalse(process.isAlive());
                }
            }
            victim.awaitProgress();
        }
    }

    @Test
    void userNamespaceIsEnough() throws Exception {
        assumeTrue(capabilities.all().stream().anyMatch(c -> c.name().equals("user-namespaces") && c.available()),
                () -> "this machine forbids user namespaces: " + capabilities.all());
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            capture(victim.pid, folder.resolve("set"), victim.output);
            Path output = folder.resolve("restored");
            try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"));
                    RestoredProcess process = new Restorer(set).restore(set.checkpoints().getFirst(),
                            RestoreOptions.to(output).with(RestoreOptions.Privilege.USER_NAMESPACE))) {
                Victim.awaitCount(output, process.pid(), 0);
                Victim.awaitCount(output, process.pid(), Victim.countOf(output));
            }
        }
    }

    @Test
    void debuggerAttachesToRestoredProcess() throws Exception {
        needRestore();
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")) {
            capture(victim.pid, folder.resolve("set"), victim.output);
            Path output = folder.resolve("restored");
            try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"));
                    RestoredProcess process =
                            new Restorer(set).restore(set.checkpoints().getFirst(), RestoreOptions.to(output))) {
                assertEquals(1, process.ports().size());
                int port = process.ports().values().iterator().next();
                long start = System.nanoTime();
                VirtualMachine machine = attach(port);
                List<String> names = machine.allThreads().stream().map(ThreadReference::name).toList();
                System.out.printf("attached, and threads listed, in %.1f ms%n", (System.nanoTime() - start) / 1e6);
                assertTrue(names.containsAll(List.of("main", "worker-0", "worker-1")), names::toString);
                machine.suspend();
                ThreadReference main = machine.allThreads().stream().filter(thread -> thread.name().equals("main"))
                        .findFirst().orElseThrow();
                assertEquals("main", main.frames().getLast().location().method().name());
                machine.dispose();
                Victim.awaitCount(output, process.pid(), Victim.countOf(output));
            }
            victim.awaitProgress();
        }
    }

    static VirtualMachine attach(int port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(c -> c.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return connector.attach(arguments);
    }

    @Test
    void restoredProcessCanBeCapturedAgain() throws Exception {
        needRestore();
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            capture(victim.pid, folder.resolve("set"), victim.output);
            Path first = folder.resolve("first");
            Path second = folder.resolve("second");
            try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"));
                    RestoredProcess process =
                            new Restorer(set).restore(set.checkpoints().getFirst(), RestoreOptions.to(first))) {
                long count = capture(process.pid(), folder.resolve("set 2"), first);
                try (CheckpointSet again = CheckpointSet.open(folder.resolve("set 2"));
                        RestoredProcess grandchild =
                                new Restorer(again).restore(again.checkpoints().getFirst(), RestoreOptions.to(second))) {
                    Victim.awaitCount(second, grandchild.pid(), count);
                    assertEquals(victim.pid, again.checkpoints().getFirst().pid());
                }
            }
        }
    }

    /** @return the count before */
    private static long capture(int pid, Path file, Path output) throws Exception {
        Victim.awaitCount(output, pid, Victim.countOf(output));
        long count = Victim.countOf(output);
        try (CheckpointWriter writer = new CheckpointWriter(file);
                ProcessCapture capture = new ProcessCapture(pid, writer, verifying())) {
            assertEquals(0, capture.capture().wrongPages());
        }
        return count;
    }

    @Test
    void killedCapturerLeavesTheProcessRunningAndItsFileGood() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            victim.awaitProgress();
            for (int i = 0; i < KILLS; i++) {
                Path file = folder.resolve("set-" + i);
                int capturer = Spawner.spawn(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                        System.getProperty("java.class.path"), EndlessCapture.class.getName(),
                        Integer.toString(victim.pid), file.toString()), List.of(), folder.resolve("capturer-" + i));
                Path capturerOutput = folder.resolve("capturer-" + i);
                Victim.await("a checkpoint", () -> capturerOutput.toFile().length() > 0);
                Thread.sleep(0, random.nextInt(1_000_000));
                Thread.sleep(random.nextInt(60));
                Spawner.kill(capturer, Spawner.SIGKILL);
                Spawner.reap(capturer);
                victim.awaitProgress();
                assertEquals("0", new ProcFiles(victim.pid).status("TracerPid"));
                try (CheckpointSet set = CheckpointSet.open(file)) {
                    assertFalse(set.checkpoints().isEmpty());
                    set.verify();
                }
            }
        }
    }

    @Test
    void processKilledInTheMiddleLeavesTheFileGood() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            Path file = folder.resolve("set-" + i);
            int taken = 0;
            try (Victim victim = Victim.start(folder.resolve("out-" + i), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
                    CheckpointWriter writer = new CheckpointWriter(file);
                    ProcessCapture capture = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                victim.awaitProgress();
                capture.capture();
                taken++;
                Thread killer = Thread.ofPlatform().start(() -> {
                    LockSupport.parkNanos(random.nextInt(60_000_000));
                    Spawner.kill(victim.pid, Spawner.SIGKILL);
                });
                try {
                    while (true) {
                        capture.capture();
                        taken++;
                    }
                } catch (ProcessNotSupportedException e) {
                    assertTrue(e.getMessage().contains("it has ended"), e.getMessage());
                    killer.join();
                }
            }
            try (CheckpointSet set = CheckpointSet.open(file)) {
                assertEquals(taken, set.checkpoints().size());
                set.verify();
            }
        }
    }

    @Test
    void childOfProcessBuilderIsRefused() throws Exception {
        Process process = new ProcessBuilder("/bin/sleep", "100").start();
        try (CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"))) {
            int pid = (int) process.pid();
            Victim.await("the reaper", () -> new ProcFiles(pid).isAwaitedByThisJvm());
            ProcessNotSupportedException e = assertThrows(ProcessNotSupportedException.class,
                    () -> new ProcessCapture(pid, writer, CaptureOptions.forThisMachine()));
            assertTrue(e.getMessage().contains("Spawner"), e.getMessage());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void zgcIsRefusedAndRunsOn() throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseZGC");
                CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                ProcessCapture capture =
                        new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
            victim.awaitProgress();
            ProcessNotSupportedException e = assertThrows(ProcessNotSupportedException.class, capture::capture);
            assertTrue(e.getMessage().contains("-XX:+UseG1GC"), e.getMessage());
            victim.awaitProgress();
        }
    }

    @Test
    void processThatHasEndedIsRefused() throws Exception {
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC");
                CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                ProcessCapture capture =
                        new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
            victim.awaitProgress();
            Spawner.kill(victim.pid, Spawner.SIGKILL);
            Victim.await("its end", () -> !new ProcFiles(victim.pid).isAlive());
            assertThrows(RuntimeException.class, capture::capture);
        }
    }
}
