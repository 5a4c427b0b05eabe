package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
    @TempDir
    private Path root;

    @BeforeEach
    void eightGigabytes() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree:          123 kB\n");
    }

    @Test
    void memoryOfTheMachineCountsWithoutContainer() {
        assertEquals(8L << 30, new ThisMachine(root).memoryBytes());
    }

    @Test
    void lowestLimitOfNestedGroupsCounts() throws IOException {
        write("proc/self/cgroup", "0::/user.slice/job.scope\n");
        write("sys/fs/cgroup/user.slice/memory.max", "1073741824\n");
        write("sys/fs/cgroup/user.slice/job.scope/memory.max", "max\n");
        assertEquals(1L << 30, new ThisMachine(root).memoryBytes());
    }

    @Test
    void limitIsFoundAtTheTopInAContainer() throws IOException {
        write("proc/self/cgroup", "11:cpu,cpuacct:/docker/0815\n4:memory:/docker/0815\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
        assertEquals(512L << 20, new ThisMachine(root).memoryBytes());
    }

    @Test
    void noLimitOfVersionOneIsAHugeNumber() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertEquals(8L << 30, new ThisMachine(root).memoryBytes());
    }

    @Test
    void realMachineHasMemoryAndProcessors() {
        assertTrue(ThisMachine.look().memoryBytes() > 1 << 20);
        assertTrue(ThisMachine.look().processorCount() > 0);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
