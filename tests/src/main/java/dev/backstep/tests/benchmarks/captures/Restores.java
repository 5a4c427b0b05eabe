package dev.backstep.tests.benchmarks.captures;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.CheckpointSet;
import dev.backstep.checkpoint.GrowingPack;
import dev.backstep.checkpoint.HotPages;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.checkpoint.RestoreOptions;
import dev.backstep.checkpoint.RestoredProcess;
import dev.backstep.checkpoint.Restorer;
import dev.backstep.checkpoint.Template;
import dev.backstep.tests.benchmarks.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long it takes from nothing to the first answer of a debugger in a process that is brought back. */
final class Restores {
    static final String NAME = "restore";

    private static final int TIMES = 9;

    /** In the order of the table. */
    private enum Way {
        COLD("from the pack: unpacked, then read"),
        READ("hot, read"),
        MAPPED("hot, mapped"),
        TEMPLATE("from a template");

        private final String text;

        Way(String text) {
            this.text = text;
        }
    }

    private Restores() { }

    static Map<String, Object> measure() throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (WrittenProcess process = new WrittenProcess(List.of("pages", "4"))) {
            Path file = process.file("pack");
            try (GrowingPack pack = new GrowingPack(file, 1)) {
                pack.publish();
                try (ProcessCapture capture = new ProcessCapture(process.pid, pack, CaptureOptions.forThisMachine())) {
                    figures.put("megabytes", capture.capture().presentPages() * 4096 / 1e6);
                }
                pack.finish();
            }
            RestoreOptions options = RestoreOptions.to(process.file("restored"));
            try (CheckpointPack pack = CheckpointPack.open(file)) {
                figures.put(Way.COLD.name(), median(() -> cold(pack, options)));
                hot(pack, options, figures);
                template(pack, process.file("pages"), options, figures);
            }
        }
        return figures;
    }

    private static RestoredProcess cold(CheckpointPack pack, RestoreOptions options) throws IOException {
        try (HotPages pages = new HotPages(pack)) {
            return pages.restore(pack.checkpoints().getFirst(), options);
        }
    }

    private static void hot(CheckpointPack pack, RestoreOptions options, Map<String, Object> figures) throws IOException {
        Checkpoint checkpoint = pack.checkpoints().getFirst();
        try (HotPages pages = new HotPages(pack)) {
            pages.restore(checkpoint, options).close();
            figures.put(Way.READ.name(), median(() -> pages.restore(checkpoint, options)));
            figures.put(Way.MAPPED.name(), median(() -> pages.restore(checkpoint, options.with(RestoreOptions.Loading.MAP))));
        }
    }

    private static void template(CheckpointPack pack, Path unpacked, RestoreOptions options, Map<String, Object> figures) throws IOException {
        pack.unpack(pack.checkpoints().getFirst(), unpacked);
        try (CheckpointSet set = CheckpointSet.open(unpacked);
                Template template = new Restorer(set).template(set.checkpoints().getFirst(), options.privilege())) {
            figures.put(Way.TEMPLATE.name(), median(() -> template.start(options)));
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    /** Makes a process. */
    private interface Start {
        RestoredProcess start() throws IOException;
    }

    /** In milliseconds, until a debugger knows the threads. */
    private static double median(Start way) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            try (RestoredProcess restored = way.start()) {
                VirtualMachine machine = attach(restored.ports().values().iterator().next());
                if (machine.allThreads().isEmpty()) {
                    throw new IllegalStateException("a JVM without threads");
                }
                millis.add((System.nanoTime() - start) / 1e6);
                machine.dispose();
            }
        }
        return millis.stream().sorted().toList().get(TIMES / 2);
    }

    private static VirtualMachine attach(int port) throws IOException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        try {
            return connector.attach(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> text(Map<String, Map<String, Object>> parts) {
        Map<String, Object> figures = parts.get(NAME);
        if (figures == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", cell("A JVM of %.0f MB is brought back", number(figures, "megabytes"))
                + " until a debugger that attaches has the names of its threads (median of " + TIMES + ").", ""));
        List<List<String>> rows = new ArrayList<>();
        for (Way way : Way.values()) {
            rows.add(List.of(way.text, cell("%.0f", number(figures, way.name()))));
        }
        lines.addAll(Tables.table(List.of("way", "to the first answer, ms"), rows));
        return lines;
    }
}
