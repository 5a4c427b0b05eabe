package dev.backstep.record;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the JDK behind the first word of the user's command.
 *
 * <p>Plain {@code java} means, in this order: the JDK that {@code JAVA_HOME} names, if we support it; the one on
 * {@code PATH}, if we support it; the one that runs us, with a line that says so. A word with a slash means exactly that
 * file. Symbolic links are followed; a script (as of jenv or asdf) is asked where its JDK is.
 */
public final class JavaLocator {
    private static final String JAVA_HOME_LINE = "^ *java\\.home = (.+)$";
    private static final int SCRIPT_TIMEOUT_SECONDS = 20;

    private final Map<String, String> environment;
    private final Path runningJdk;
    private final Consumer<String> notices;

    /**
     * @param environment where {@code PATH} and {@code JAVA_HOME} are looked up
     * @param runningJdk home of the JDK that runs us
     * @param notices takes a line for the user when another JDK is used than the command says
     */
    public JavaLocator(Map<String, String> environment, Path runningJdk, Consumer<String> notices) {
        this.environment = environment;
        this.runningJdk = runningJdk;
        this.notices = notices;
    }

    public static JavaLocator ofThisProcess(Consumer<String> notices) {
        return new JavaLocator(EnvironmentVariables.ofUser(), Path.of(System.getProperty("java.home")), notices);
    }

    /**
     * @param word the first word of the command: {@code java}, {@code jdk/bin/java}, …
     * @throws JdkNotUsableException if its JDK is not supported
     * @throws ProgramNotFoundException if there is no such program, or it cannot be executed
     */
    public JdkHome locate(String word) {
        if (word.contains("/")) {
            return supported(homeOf(executable(Path.of(word), word), word), word);
        }
        if (word.equals("java")) {
            Optional<JdkHome> named = javaHome();
            if (named.isPresent()) {
                return named.get();
            }
        }
        Path found = onPath(word).orElse(null);
        if (found == null) {
            return word.equals("java") ? runningInstead("there is no java on PATH")
                    : throwNotFound(word);
        }
        JdkHome jdk = JdkHome.read(homeOf(found, word));
        if (jdk.isSupported() || !word.equals("java")) {
            return supported(jdk.path(), word);
        }
        return runningInstead("java on PATH is " + jdk.describe() + ", which is not supported");
    }

    /**
     * Finds the JDK for a command that is not going to be recorded: the one that the word means to the shell, whatever its
     * version.
     *
     * @throws ProgramNotFoundException if there is no such program, or it cannot be executed
     * @throws JdkNotUsableException if it is not a java of version 9 or newer
     */
    public JdkHome locateUnchecked(String word) {
        Path found = word.contains("/") ? executable(Path.of(word), word)
                : onPath(word).orElseThrow(() -> ProgramNotFoundException.notFound(word));
        return JdkHome.read(homeOf(found, word));
    }

    private static JdkHome throwNotFound(String word) {
        throw ProgramNotFoundException.notFound(word);
    }

    private Optional<JdkHome> javaHome() {
        String home = environment.get("JAVA_HOME");
        if (home == null || home.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JdkHome.supported(Path.of(home)));
        } catch (JdkNotUsableException e) {
            return Optional.empty();    // the java on PATH is what the command means anyway
        }
    }

    private JdkHome runningInstead(String reason) {
        JdkHome running;
        try {
            running = JdkHome.supported(runningJdk);
        } catch (JdkNotUsableException e) {
            throw new JdkNotUsableException(runningJdk, reason + "; set JAVA_HOME to a JDK 25 or give the path of its java: "
                    + "backstep record -- /path/to/jdk-25/bin/java …; " + JdkNotUsableException.SUPPORTED);
        }
        notices.accept(reason + "; using JDK " + running.version() + " in " + running.path());
        return running;
    }

    private static JdkHome supported(Path home, String word) {
        JdkHome jdk = JdkHome.read(home);
        jdk.problem().ifPresent(problem -> {
            throw new JdkNotUsableException(home, word + " is of " + jdk.describe() + ", which " + problem
                    + "; set JAVA_HOME to a JDK 25 and say just java, or give the path of its java; "
                    + JdkNotUsableException.SUPPORTED);
        });
        return jdk;
    }

    private Optional<Path> onPath(String word) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(word);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Path executable(Path path, String word) {
        if (!Files.exists(path)) {
            throw ProgramNotFoundException.notFound(word);
        }
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            throw ProgramNotFoundException.notExecutable(word);
        }
        return path;
    }

    /** @return the JDK folder that an executable belongs to */
    private static Path homeOf(Path executable, String word) {
        Path real;
        try {
            real = executable.toRealPath();
        } catch (IOException e) {
            throw ProgramNotFoundException.notFound(word);
        }
        Path folder = real.getParent();
        if (real.endsWith("bin/java") && Files.isRegularFile(folder.resolveSibling("release"))) {
            return folder.getParent();
        }
        // Only something called java is run to be asked: who knows what another program does with these arguments.
        if (!executable.endsWith("java")) {
            throw notJava(executable, word);
        }
        return askForHome(real, word);
    }

    private static JdkNotUsableException notJava(Path executable, String word) {
        return new JdkNotUsableException(executable, word + " is not the java of a JDK; record takes a java command: "
                + "backstep record -- java …");
    }

    private static Path askForHome(Path executable, String word) {
        try {
            ProcessBuilder builder = new ProcessBuilder(executable.toString(), "-XshowSettings:properties", "-version")
                    .redirectErrorStream(true).redirectInput(new File("/dev/null"));
            EnvironmentVariables.removeJavaOptions(builder.environment());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(SCRIPT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                Matcher line = Pattern.compile(JAVA_HOME_LINE, Pattern.MULTILINE).matcher(output);
                if (line.find()) {
                    return Path.of(line.group(1).strip());
                }
            } else {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw ProgramNotFoundException.notExecutable(word);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw notJava(executable, word);
    }
}
