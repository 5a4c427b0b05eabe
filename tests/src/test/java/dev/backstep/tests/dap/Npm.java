package dev.backstep.tests.dap;

import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The client in {@code tests/src/test/dap-client}, which needs Node. */
final class Npm {
    private static final int PATIENCE_MINUTES = 4;

    private Npm() { }

    static boolean isThere() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("npm", "--version").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Installs it below {@code target} and runs it. */
    static void runClient(String... arguments) throws IOException, InterruptedException {
        Path folder = Settings.projectRoot().resolve("tests/target/dap-client");
        Files.createDirectories(folder);
        for (String name : List.of("package.json", "package-lock.json", "client.js")) {
            Files.copy(Settings.projectRoot().resolve("tests/src/test/dap-client").resolve(name), folder.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        List<String> command = new ArrayList<>(List.of("node", "client.js"));
        command.addAll(List.of(arguments));
        run(folder, command);
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("BACKSTEP_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!ended || process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + (ended ? " failed:\n" : " did not end:\n") + Files.readString(output));
        }
    }
}
