package dev.backstep.replay.source;

/** Compares paths of source files with packages. */
public final class SourcePaths {
    private SourcePaths() { }

    /**
     * Whether a source file can belong to a package.
     *
     * @param source path or name, with slashes; a name alone belongs to any package
     * @param packageFolder {@code a/b/}; empty for the unnamed package
     */
    public static boolean matches(String source, String packageFolder) {
        int slash = source.lastIndexOf('/');
        if (slash < 0) {
            return true;
        }
        String folder = source.substring(0, slash + 1);
        return packageFolder.isEmpty() || folder.equals(packageFolder) || folder.endsWith("/" + packageFolder) || packageFolder.endsWith("/" + folder);
    }
}
