package dev.backstep.record;

import dev.backstep.instrument.JdkInstrumenter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real thing: {@link JdkInstrumenter}, which is loaded only if there is something to do for it. */
final class InstrumenterRewriter implements ClassRewriter {
    private final int javaFeatureVersion;
    private final InstrumenterFacts facts;
    private JdkInstrumenter instrumenter;   // protected by this

    /** @param cacheFolder where facts about the instrumenter are kept */
    InstrumenterRewriter(int javaFeatureVersion, Path cacheFolder) {
        this.javaFeatureVersion = javaFeatureVersion;
        facts = InstrumenterFacts.of(javaFeatureVersion, cacheFolder);
    }

    private synchronized JdkInstrumenter instrumenter() {
        if (instrumenter == null) {
            instrumenter = JdkInstrumenter.forFeature(javaFeatureVersion);
        }
        return instrumenter;
    }

    @Override
    public byte[] transform(String module, String className, byte[] classFile) {
        return instrumenter().transform(module, className, classFile);
    }

    @Override
    public Map<String, byte[]> addedClasses() {
        return instrumenter().addedClasses();
    }

    @Override
    public String vmOptions() {
        return instrumenter().vmOptions();
    }

    @Override
    public List<String> hookNames() {
        return facts.hookNames();
    }

    @Override
    public String version() {
        return facts.version();
    }
}
