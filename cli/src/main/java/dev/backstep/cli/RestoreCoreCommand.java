package dev.backstep.cli;

import dev.backstep.checkpoint.CoreFile;
import dev.backstep.checkpoint.CoreImport;
import dev.backstep.checkpoint.CorruptCheckpointsException;
import dev.backstep.checkpoint.RestoreException;
import dev.backstep.checkpoint.RestoreOptions;
import dev.backstep.checkpoint.RestoredProcess;
import dev.backstep.checkpoint.Restorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a live process of a core. */
@Command(
        name = "restore-core",
        description = "Make a live process of a core file of a JVM, or list the JVMs in a folder of cores.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.DAMAGED_TEXT},
        footer = {
            "",
            "What a core cannot say (signal handlers, descriptors, ...) is in CORE.backstep beside it, if 'backstep core' has written it.",
            "Of other cores (of the kernel, gdb's gcore) as much is made live as they allow, and what is missing is listed.",
            "What is in a core is executed: use only those of your own programs. The process lives until Ctrl-C."
        })
final class RestoreCoreCommand implements Callable<Integer> {
    private static final String LINE = "%-30s %8s %8s  %-12s %s";
    private static final long LOOK_MILLIS = 200;

    @Parameters(paramLabel = "CORE", description = "A core, or a folder of them.")
    private Path file;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Gets what the process prints. Default: CORE.out.")
    private Path output;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(file)) {
            return list();
        }
        CoreFile core = CoreFile.open(file);
        if (CoreImport.canOpen(file)) {
            return restore(CoreImport.open(file));
        }
        CoreImport bare;
        try {
            bare = CoreImport.openBare(file);
        } catch (RestoreException e) {
            showStacks(core);
            throw new IOException(missing(core, e.getMessage()), e);
        }
        return restore(bare);
    }

    /** What a core of a JVM says without a side-car. */
    private void showStacks(CoreFile core) throws IOException {
        if (core.javaVirtualMachine().isEmpty() || json.json) {
            return;
        }
        Path home = Path.of(core.javaVirtualMachine()).resolve("../../..").normalize();     // HOME/lib/server/libjvm.so
        try (StandardOutput out = StandardOutput.text()) {
            JavaStacks.ofForeign(home.resolve("bin/java"), core.path()).lines(0).forEach(out::line);
        }
    }

    private static String missing(CoreFile core, String reason) {
        String what = core.javaVirtualMachine().isEmpty() ? "not of a JVM" : "of a JVM (" + core.javaVirtualMachine() + ")";
        return core.path() + ": core of process " + core.pid() + ", " + core.threadCount() + " threads, " + what + ". It cannot be made"
                + " live: " + core.path().getFileName() + ".backstep is missing, and the core alone does not do: " + reason
                + ". More of it: jhsdb jmap --heap --exe JDK/bin/java --core " + core.path();
    }

    private int list() throws IOException {
        List<CoreFile> cores = new ArrayList<>();
        try (Stream<Path> files = Files.list(file)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    CoreFile core = CoreFile.open(path);
                    if (!core.javaVirtualMachine().isEmpty()) {
                        cores.add(core);
                    }
                } catch (CorruptCheckpointsException e) {
                    // no core, or none that can be read: a folder has all kinds of files
                }
            }
        }
        try (StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                out.line(Json.pretty(Map.of("cores", cores.stream().map(RestoreCoreCommand::toJson).toList())));
            } else if (cores.isEmpty()) {
                out.line(file + ": no cores of JVMs");
            } else {
                out.line(LINE.formatted("core", "process", "threads", "restorable", "program").stripTrailing());
                cores.forEach(core -> out.line(LINE.formatted(core.path().getFileName(), core.pid(), core.threadCount(),
                        CoreImport.canOpen(core.path()) ? "yes" : "partly", core.command())));
                out.line("choose one: backstep restore-core " + file + "/CORE");
            }
        }
        return ExitCodes.GOOD;
    }

    private static Map<String, Object> toJson(CoreFile core) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", core.path().toString());
        values.put("pid", core.pid());
        values.put("threads", core.threadCount());
        values.put("program", core.command());
        values.put("vm", core.javaVirtualMachine());
        values.put("restorable", CoreImport.canOpen(core.path()));
        return values;
    }

    private int restore(CoreImport core) throws IOException {
        Path target = output != null ? output : file.resolveSibling(file.getFileName() + ".out");
        try (core; RestoredProcess process = new Restorer(core).restore(core.checkpoint(), RestoreOptions.to(target))) {
            tell(core, process, target);
            while (process.isAlive()) {
                Thread.sleep(LOOK_MILLIS);
            }
            return ExitCodes.GOOD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERNAL;
        } catch (RestoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void tell(CoreImport core, RestoredProcess process, Path target) {
        List<String> losses = Stream.concat(core.checkpoint().losses().stream(), process.losses().stream()).toList();
        try (StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("pid", process.pid());
                values.put("ports", process.ports());
                values.put("output", target.toString());
                values.put("losses", losses);
                out.line(Json.line(values));
                return;
            }
            out.line("process " + process.pid() + " lives (it knows itself as " + core.checkpoint().pid() + "); what it prints goes to "
                    + target);
            process.ports().forEach((old, port) -> out.line("it listens on 127.0.0.1:" + port
                    + (old == 0 ? ", most likely for debuggers" : ", which was port " + old)));
            core.checkpoint().death().filter(death -> death.thread() != 0).ifPresent(death -> out.line("its thread " + death.thread()
                    + ", which " + death.signalName() + " killed, is held"));
            losses.forEach(loss -> out.line("missing: " + loss));
        }
    }
}
