package dev.backstep.checkpoint;

import dev.backstep.linux.EventCounter;
import dev.backstep.linux.Pages;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.SyscallException;
import dev.backstep.linux.Userfaultfd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What this machine allows of what checkpoints need. Each is found out by doing it, with processes of our own. */
public final class Capabilities {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SOME_PID = 4711;
    private static final String CONTAINER = "in a container, start it with --cap-add=SYS_PTRACE"
            + " --security-opt seccomp=unconfined";

    private final List<Capability> all = new ArrayList<>();

    private Capabilities() { }

    /** Tries everything; takes some ten milliseconds. */
    public static Capabilities probe() {
        Capabilities capabilities = new Capabilities();
        capabilities.probeAll();
        return capabilities;
    }

    /** Whether the kernel can tell which pages a process has written. */
    static boolean canWatchWrites() {
        try {
            Userfaultfd.probe();
            Pages.probeScan();
            return true;
        } catch (SyscallException e) {
            return false;
        }
    }

    private void probeAll() {
        if (!isLinuxOnX64()) {
            add("platform", "all of it", false, System.getProperty("os.name") + " on " + System.getProperty("os.arch"),
                    "use Linux on x86-64");
            return;
        }
        add("platform", "all of it", true, "Linux " + System.getProperty("os.version") + " on x86-64", "");
        probe("ptrace", "stopping a process", Capabilities::tryPtrace, Capabilities::ptraceRemedy);
        probeByPtrace("foreign-ptrace", "capturing processes that we have not started", Capabilities::checkPtraceScope,
                () -> "sysctl kernel.yama.ptrace_scope=0, or run as root");
        probe("userfaultfd", "copying written pages only", Userfaultfd::probe,
                () -> "a kernel 6.7 or later with CONFIG_USERFAULTFD and CONFIG_PTE_MARKER_UFFD_WP; " + CONTAINER);
        probe("pagemap-scan", "copying written pages only", Pages::probeScan, () -> "a kernel 6.7 or later; " + CONTAINER);
        probeByPtrace("namespaces", "restoring", () -> tryStub(RestoreOptions.to(Path.of("/dev/null")).privilege(), false),
                Capabilities::namespaceRemedy);
        probeByPtrace("user-namespaces", "restoring as an ordinary user",
                () -> tryStub(RestoreOptions.Privilege.USER_NAMESPACE, false), Capabilities::namespaceRemedy);
        probeByPtrace("time-namespaces", "a monotonic clock that goes on, and own process ids in /proc",
                () -> tryStub(RestoreOptions.to(Path.of("/dev/null")).privilege(), true),
                () -> "a kernel 5.6 or later with CONFIG_TIME_NS, and a container that does not hide parts of /proc");
        probe("cache-misses", "checkpoints by cache misses", () -> EventCounter.probe(EventCounter.Kind.CACHE_MISSES),
                () -> "a machine that lets us at the counters of its processors (virtual ones often do not), with"
                        + " kernel.perf_event_paranoid=2 or less");
    }

    private static boolean isLinuxOnX64() {
        return System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
    }

    private void probe(String name, String purpose, Runnable attempt, Supplier<String> remedy) {
        try {
            attempt.run();
            add(name, purpose, true, "works", "");
        } catch (SyscallException | RestoreException | UncheckedIOException | IllegalStateException e) {
            add(name, purpose, false, e.getMessage(), remedy.get());
        }
    }

    /** What is tried with a process that is stopped. */
    private void probeByPtrace(String name, String purpose, Runnable attempt, Supplier<String> remedy) {
        if (has("ptrace")) {
            probe(name, purpose, attempt, remedy);
        } else {
            add(name, purpose, false, "needs ptrace", "see ptrace");
        }
    }

    private void add(String name, String purpose, boolean available, String detail, String remedy) {
        all.add(new Capability(name, available, purpose, detail, remedy));
    }

    /** Stops a child, reads its memory and makes it execute a system call. */
    private static void tryPtrace() {
        withStub((ptrace, stub) -> stub.tryCall(ptrace));
    }

    private static void tryStub(RestoreOptions.Privilege privilege, boolean complete) {
        withStub((ptrace, stub) -> {
            stub.build(ptrace, privilege, SOME_PID, System.nanoTime(), Map.of());
            if (complete && !stub.losses().isEmpty()) {
                throw new RestoreException(String.join("; ", stub.losses()));
            }
        });
    }

    private interface Attempt {
        void run(Ptrace ptrace, Stub stub);
    }

    private static void withStub(Attempt attempt) {
        Stub stub = Stub.start();
        TracerThread tracer = new TracerThread(PATIENCE);
        try {
            tracer.call(ptrace -> {
                attempt.run(ptrace, stub);
                return null;
            });
        } finally {
            stub.kill();
            tracer.close();
            stub.reap();
        }
    }

    /** ptrace(2), Yama: 0 the same user's, 1 descendants, 2 with CAP_SYS_PTRACE, 3 none. */
    private static void checkPtraceScope() {
        int scope = setting("/proc/sys/kernel/yama/ptrace_scope", 0);
        if (scope == 3 || scope > 0 && RestoreOptions.to(Path.of("/dev/null")).privilege()
                != RestoreOptions.Privilege.ROOT) {
            throw new IllegalStateException("kernel.yama.ptrace_scope is " + scope);
        }
    }

    private static String ptraceRemedy() {
        return setting("/proc/sys/kernel/yama/ptrace_scope", 0) > 1 ? "sysctl kernel.yama.ptrace_scope=1" : CONTAINER;
    }

    private static String namespaceRemedy() {
        if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0) == 1) {
            return "sysctl kernel.apparmor_restrict_unprivileged_userns=0";
        }
        if (setting("/proc/sys/kernel/unprivileged_userns_clone", 1) == 0) {
            return "sysctl kernel.unprivileged_userns_clone=1";
        }
        if (setting("/proc/sys/user/max_user_namespaces", 1) == 0) {
            return "sysctl user.max_user_namespaces=10000";
        }
        return "in a container, start it with --privileged, or allow unshare and clone3 in its seccomp profile";
    }

    private static int setting(String file, int absent) {
        try {
            return Integer.parseInt(Files.readString(Path.of(file)).trim());
        } catch (IOException | NumberFormatException e) {
            return absent;   // a kernel without this restriction has no such file
        }
    }

    /** In the order of use. */
    public List<Capability> all() {
        return List.copyOf(all);
    }

    private boolean has(String name) {
        return all.stream().anyMatch(capability -> capability.name().equals(name) && capability.available());
    }

    /** Whether checkpoints can be taken of processes that we start. */
    public boolean canCapture() {
        return has("ptrace");
    }

    /** Why no checkpoints can be taken, the end of a sentence; empty if they can. */
    public Optional<String> obstacleToCapture() {
        return canCapture() ? Optional.empty() : Optional.of(all.size() == 1 ? all.getFirst().detail()
                : all.stream().filter(capability -> capability.name().equals("ptrace")).findFirst().orElseThrow().detail());
    }

    /** Whether later checkpoints copy only written pages. */
    public boolean canCaptureIncrementally() {
        return canCapture() && has("userfaultfd") && has("pagemap-scan");
    }

    public boolean canRestore() {
        return canCapture() && has("namespaces");
    }
}
