package dev.backstep.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JDK (or a runtime made by jlink) as it lies on the disk, read without starting it.
 *
 * @param path its folder, without symbolic links
 * @param properties the {@code KEY="value"} lines of its {@code release} file
 */
public record JdkHome(Path path, Map<String, String> properties) {
    private static final int SUPPORTED_FEATURE_VERSION = 25;
    /** ELF-64 {@code e_machine}, a little-endian short at offset 18; 62 is x86-64 (elf(5)). */
    private static final int ELF_MACHINE_OFFSET = 18;
    private static final int ELF_MACHINE_X86_64 = 62;
    /** The name of the dynamic linker, which tells glibc from musl, is in the first page of every executable we know. */
    private static final int ELF_START_BYTES = 4096;

    public JdkHome {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads what a JDK says about itself.
     *
     * @throws JdkNotUsableException if the folder is no JDK of version 9 or newer
     */
    public static JdkHome read(Path home) {
        Path path;
        try {
            path = home.toRealPath();
        } catch (IOException e) {
            throw new JdkNotUsableException(home, "no JDK at " + home + ": no such folder");
        }
        if (!Files.isExecutable(path.resolve("bin/java"))) {
            throw new JdkNotUsableException(home, "no JDK at " + home + ": it has no bin/java");
        }
        Path release = path.resolve("release");
        if (!Files.isRegularFile(release)) {
            throw new JdkNotUsableException(home, "not a complete JDK: " + home + " has no file 'release'; "
                    + JdkNotUsableException.SUPPORTED);
        }
        try {
            return new JdkHome(path, parseRelease(Files.readString(release, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new JdkNotUsableException(home, "cannot read " + release + ": " + e.getMessage());
        }
    }

    /**
     * Reads a JDK that we are going to use.
     *
     * @throws JdkNotUsableException if it is not one of those that we support
     */
    public static JdkHome supported(Path home) {
        JdkHome jdk = read(home);
        jdk.problem().ifPresent(problem -> {
            throw new JdkNotUsableException(home, jdk.describe() + " " + problem + "; " + JdkNotUsableException.SUPPORTED);
        });
        return jdk;
    }

    static Map<String, String> parseRelease(String text) {
        Map<String, String> properties = new TreeMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1).strip();
                if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
                    value = value.substring(1, value.length() - 1);
                }
                properties.put(line.substring(0, equals).strip(), value);
            }
        }
        return properties;
    }

    public boolean isSupported() {
        return problem().isEmpty();
    }

    /** @return why we cannot use it, as the rest of a sentence that starts with the JDK; empty if we can */
    public Optional<String> problem() {
        if (featureVersion() != SUPPORTED_FEATURE_VERSION) {
            return Optional.of("is not supported");
        }
        if (!Files.isRegularFile(modulesFile())) {
            return Optional.of("has no lib/modules (an exploded build?)");
        }
        if (isOpenJ9() || !Files.isRegularFile(path.resolve("lib/server/libjvm.so"))) {
            return Optional.of("does not have the HotSpot VM (lib/server/libjvm.so)");
        }
        return platformProblem();
    }

    private boolean isOpenJ9() {
        return properties.getOrDefault("JVM_VARIANT", "").equalsIgnoreCase("openj9")
                || Files.isDirectory(path.resolve("lib/default"));
    }

    private Optional<String> platformProblem() {
        byte[] start;
        try (InputStream in = Files.newInputStream(javaExecutable())) {
            start = in.readNBytes(ELF_START_BYTES);
        } catch (IOException e) {
            return Optional.of("has a bin/java that cannot be read: " + e.getMessage());
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("\u007fELF") || start.length <= ELF_MACHINE_OFFSET
                || start[ELF_MACHINE_OFFSET] != ELF_MACHINE_X86_64) {
            return Optional.of("is not built for Linux on x86-64");
        }
        if (text.contains("ld-musl") || properties.getOrDefault("LIBC", "").equals("musl")) {
            return Optional.of("is built for musl, not for glibc");
        }
        return Optional.empty();
    }

    /** @return 25 for 25.0.3; 0 when the release file does not say */
    public int featureVersion() {
        String version = properties.getOrDefault("JAVA_VERSION", "0");
        if (version.startsWith("1.")) {
            version = version.substring(2);
        }
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(version.substring(0, Math.min(end, 9)));
    }

    /** @return the most exact version there is, such as {@code 25.0.3+9-LTS} */
    public String version() {
        String version = properties.get("JAVA_RUNTIME_VERSION");
        return version != null ? version : properties.getOrDefault("JAVA_VERSION", "unknown");
    }

    public String vendor() {
        return properties.getOrDefault("IMPLEMENTOR", "unknown vendor");
    }

    /** @return for people: {@code JDK 17.0.15+6 (Debian) in /usr/lib/jvm/…} */
    public String describe() {
        return "JDK " + version() + " (" + vendor() + ") in " + path;
    }

    public Path javaExecutable() {
        return path.resolve("bin/java");
    }

    public Path modulesFile() {
        return path.resolve("lib/modules");
    }

    /**
     * Names the build: two JDKs with the same id run the same code, wherever they are installed. It covers the release
     * file and the size of lib/modules, not the bytes of lib/modules, which would take a second to read.
     */
    public String buildId() throws IOException {
        return Digests.name(Files.readAllBytes(path.resolve("release")),
                Long.toString(Files.size(modulesFile())).getBytes(StandardCharsets.US_ASCII));
    }
}
