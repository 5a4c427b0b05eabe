package dev.backstep.record;

import java.util.Set;

/** The options that the {@code java} launcher treats specially (libjli, java.c and args.c, JDK 25). */
final class JavaOptions {
    private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> MODULE = Set.of("-m", "--module");
    /** Options of the VM whose value may be the next argument; the launcher joins the two with an equals sign. */
    private static final Set<String> VM_WITH_VALUE = Set.of("-p", "--module-path", "--upgrade-module-path",
            "--add-modules", "--enable-native-access", "--limit-modules", "--add-exports", "--add-opens", "--add-reads",
            "--patch-module");
    private static final Set<String> OTHER_WITH_VALUE = Set.of("-d", "--describe-module", "--source");
    /** Print something and exit as soon as they are read. */
    private static final Set<String> ENDS_PARSING = Set.of("-help", "-h", "-?", "--help", "-version", "--version",
            "-fullversion", "--full-version", "-X", "--help-extra");
    /** Print something and exit, wherever they stand before the main class. */
    private static final Set<String> RUNS_NOTHING = Set.of("--list-modules", "--validate-modules", "--dry-run",
            "-Xshare:dump");
    /** They change nothing, neither for the program nor in what java prints before it starts. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("--disable-@files", "-debug", "-server", "-client");
    private static final Set<String> FORBIDDEN_IN_ENVIRONMENT = Set.of("-jar", "-m", "--module", "--dry-run", "-h", "-?",
            "-help", "--help", "-X", "--help-extra", "-version", "--version", "-fullversion", "--full-version");

    private JavaOptions() { }

    static boolean isClassPath(String option) {
        return CLASS_PATH.contains(option);
    }

    static boolean isModule(String option) {
        return MODULE.contains(option);
    }

    static boolean isVmOptionWithValue(String option) {
        return VM_WITH_VALUE.contains(option);
    }

    /** @return whether the next argument, if it does not start with a dash, is this option's value */
    static boolean takesNextArgument(String option) {
        return isClassPath(option) || isModule(option) || isVmOptionWithValue(option) || OTHER_WITH_VALUE.contains(option);
    }

    static boolean endsParsing(String option) {
        return ENDS_PARSING.contains(option);
    }

    static boolean runsNothing(String option) {
        return RUNS_NOTHING.contains(option) || option.equals("-d") || option.equals("--describe-module")
                || option.startsWith("--describe-module=");
    }

    static boolean isWithoutEffect(String option) {
        return WITHOUT_EFFECT.contains(option) || option.startsWith("-splash:");
    }

    static boolean isForbiddenInEnvironment(String option) {
        return FORBIDDEN_IN_ENVIRONMENT.contains(option) || option.startsWith("--module=");
    }

    /** @return the option as the VM knows it: old spellings of the launcher replaced */
    static String forVm(String option) {
        if (option.equals("-verbosegc")) {
            return "-verbose:gc";
        }
        if (option.equals("-verify")) {
            return "-Xverify:all";
        }
        if (option.startsWith("-ss") || option.startsWith("-ms") || option.startsWith("-mx")) {
            return "-X" + option.substring(1);
        }
        return option.equals("-p") ? "--module-path" : option;
    }
}
