package dev.backstep.cli;

/** The version of this build. */
public final class Version {
    /** Given by the script, which reads it from the name of our jar. */
    private static final String PROPERTY = "backstep.version";

    private Version() { }

    /** For {@code --version} and for the metadata of recordings. */
    public static String current() {
        String told = System.getProperty(PROPERTY);
        if (told != null) {
            return told;
        }
        // From the manifest, for which the jar has to be opened; classes come from the archive.
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
