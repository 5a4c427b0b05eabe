package dev.backstep.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns the class library of one JDK version into the instrumented one. Immutable, thread-safe. */
public final class JdkInstrumenter {
    private static final String VM_OPTIONS = String.join(" ",
            // Identity hashes in one sequence, so that they follow from the order in which they are asked for
            "-XX:+UnlockExperimentalVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:hashCode=3",
            // The archive stays where it was made: to move it takes a fifth of the start, and memory that processes could share
            "-XX:ArchiveRelocationMode=0",
            // A virtual thread gets a platform thread, which the scheduler knows
            "-XX:-VMContinuations",
            // Hot exceptions keep their stack traces: whether they lose them depends on the compiler
            "-XX:-OmitStackTraceInFastThrow",
            // Lets Java code see the compiler at work
            "-XX:DisableIntrinsic=_isCompileConstant",
            // How deep the stack was when it overflowed; the program sees no more frames than without us
            "-XX:MaxJavaStackTraceDepth=1000000",
            // Our hooks finish what they have begun when the stack overflows
            "-XX:StackReservedPages=8",
            // The verifier takes methods in the order of addresses and loads classes on its way, in another order each time
            "-XX:-BytecodeVerificationRemote",
            // Keeps the optimising compiler, which would need longer than it saves, from our transformer: it gives up there
            "-XX:CompileCommand=quiet", "-XX:CompileCommand=MaxNodeLimit,jdk/internal/vm/Backstep_*.*,1000");

    private final JdkClassTransformer transformer;
    private final Map<String, byte[]> addedClasses;
    private final String version;
    private final HookTable hooks;

    private JdkInstrumenter(int feature) {
        hooks = HookTable.forFeature(feature);
        RawAccess raw = new RawAccess(RuntimeClasses.read("java/lang/BackstepRaw"));
        transformer = new JdkClassTransformer(hooks, raw);
        addedClasses = RuntimeClasses.forImage(raw, hooks.names(), VM_OPTIONS);
        version = digest(feature);
    }

    /**
     * @param feature the JDK's feature version, such as 25
     * @throws UnsupportedJdkException when that version is not supported
     */
    public static JdkInstrumenter forFeature(int feature) {
        return new JdkInstrumenter(feature);
    }

    /**
     * @param module name of the module
     * @param className internal name
     * @return the rewritten class, or the same array when nothing changes
     * @throws IllegalStateException when the JDK lacks a member that is hooked
     */
    public byte[] transform(String module, String className, byte[] classFile) {
        return className.endsWith("module-info") ? classFile : transformer.transform(classFile);
    }

    /** Classes to add to {@code java.base}: internal name → class file. */
    public Map<String, byte[]> addedClasses() {
        return addedClasses;
    }

    /** Names of the hooks in the log; index = id. */
    public List<String> hookNames() {
        return hooks.names();
    }

    /** Options that every run of the image needs. */
    public String vmOptions() {
        return VM_OPTIONS;
    }

    /** Hex digest of everything that determines what this instrumenter makes of a JDK. */
    public String version() {
        return version;
    }

    private String digest(int feature) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(addedClasses).values().forEach(sha::update);
            for (String name : RuntimeClasses.OWN_CLASSES) {
                sha.update(RuntimeClasses.read("dev/backstep/instrument/" + name));
            }
            try (InputStream table = JdkInstrumenter.class.getResourceAsStream("natives-" + feature + ".txt")) {
                sha.update(table.readAllBytes());
            }
            sha.update(VM_OPTIONS.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
