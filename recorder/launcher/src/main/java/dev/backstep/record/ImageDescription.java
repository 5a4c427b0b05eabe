package dev.backstep.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What an instrumented JDK was made of. Lies in it as a file that is written last, so a folder without it is unfinished.
 *
 * @param buildId of the stock JDK, see {@link JdkHome#buildId}
 * @param jdkVersion such as {@code 25.0.3+9-LTS}
 * @param jdkHome where the stock JDK was
 * @param instrumenterVersion that rewrote its classes
 * @param createdAtMillis since the epoch
 */
public record ImageDescription(String buildId, String jdkVersion, String jdkHome, String instrumenterVersion,
                               long createdAtMillis) {
    private static final String FILE_NAME = "backstep-image.properties";

    static ImageDescription of(JdkHome jdk, ClassRewriter rewriter) throws IOException {
        return new ImageDescription(jdk.buildId(), jdk.version(), jdk.path().toString(), rewriter.version(),
                System.currentTimeMillis());
    }

    /** @return equal for two images in which every program runs alike; recordings name it, and replay needs the same */
    public String imageVersion() {
        return imageVersion(buildId, instrumenterVersion);
    }

    /** @return how recordings name the image of a build, made by a version of the instrumenter */
    public static String imageVersion(String buildId, String instrumenterVersion) {
        return buildId + "-" + instrumenterVersion;
    }

    /** @return whether an image is of a build, whatever version of the instrumenter made it */
    public static boolean isOfBuild(String imageVersion, String buildId) {
        return imageVersion.startsWith(buildId + "-");
    }

    /** @return empty if the folder is no finished image */
    static Optional<ImageDescription> read(Path home) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve(FILE_NAME))) {
            properties.load(in);
            return Optional.of(new ImageDescription(value(properties, "buildId"), value(properties, "jdkVersion"),
                    value(properties, "jdkHome"), value(properties, "instrumenterVersion"),
                    Long.parseLong(value(properties, "createdAtMillis"))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();    // not there, or not written by us: to be built again
        }
    }

    private static String value(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    void write(Path home) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("buildId", buildId);
        properties.setProperty("jdkVersion", jdkVersion);
        properties.setProperty("jdkHome", jdkHome);
        properties.setProperty("instrumenterVersion", instrumenterVersion);
        properties.setProperty("createdAtMillis", Long.toString(createdAtMillis));
        try (OutputStream out = Files.newOutputStream(home.resolve(FILE_NAME))) {
            properties.store(out, "An instrumented JDK, made by backstep; 'backstep jdk clean' removes it");
        }
    }
}
