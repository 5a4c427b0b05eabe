package dev.backstep.replay.source;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A class name that is safe to make paths of.
 *
 * @param folder of its package, {@code a/b/}; empty for the unnamed one
 * @param simple name without package, {@code Outer$Inner}
 */
record ClassName(String folder, String simple) {
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}_$\\-]+");
    private static final Pattern FILE = Pattern.compile("[\\p{L}\\p{N}_$\\-]+(\\.[\\p{L}\\p{N}_\\-]+)*");

    /** @return empty for names that no compiler makes: they could lead anywhere */
    static Optional<ClassName> of(String binaryName) {
        String[] parts = binaryName.split("\\.", -1);
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                return Optional.empty();
            }
        }
        int dot = binaryName.lastIndexOf('.');
        return Optional.of(new ClassName(binaryName.substring(0, dot + 1).replace('.', '/'), binaryName.substring(dot + 1)));
    }

    /** Whether it is the name of a file and nothing else. */
    static boolean isFileName(String name) {
        return FILE.matcher(name).matches();
    }

    /** The name of the class around all: a name may begin with a dollar sign. */
    String topLevel() {
        int dollar = simple.indexOf('$', 1);
        return dollar < 0 ? simple : simple.substring(0, dollar);
    }

    /** {@code a/b/Outer$Inner.class} */
    String classFile() {
        return folder + simple + ".class";
    }
}
