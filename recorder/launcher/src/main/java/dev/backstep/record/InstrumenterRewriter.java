package dev.backstep.record;

import dev.backstep.instrument.JdkInstrumenter;
import java.util.List;
import java.util.Map;

/** The real thing: {@link JdkInstrumenter}. */
final class InstrumenterRewriter implements ClassRewriter {
    private final JdkInstrumenter instrumenter;

    InstrumenterRewriter(int javaFeatureVersion) {
        instrumenter = JdkInstrumenter.forFeature(javaFeatureVersion);
    }

    @Override
    public byte[] transform(String module, String className, byte[] classFile) {
        return instrumenter.transform(module, className, classFile);
    }

    @Override
    public Map<String, byte[]> addedClasses() {
        return instrumenter.addedClasses();
    }

    @Override
    public String vmOptions() {
        return instrumenter.vmOptions();
    }

    @Override
    public List<String> hookNames() {
        return instrumenter.hookNames();
    }

    @Override
    public String version() {
        return instrumenter.version();
    }
}
