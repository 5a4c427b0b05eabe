package dev.backstep.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of the jar. */
public final class Version implements IVersionProvider {
    /** For {@code --version} and for the metadata of recordings. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"backstep " + current()};
    }
}
