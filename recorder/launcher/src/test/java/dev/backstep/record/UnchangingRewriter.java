package dev.backstep.record;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;

/** Changes no class, adds one to java.lang, and an option. */
class UnchangingRewriter implements ClassRewriter {
    static final String ADDED_CLASS = "java.lang.AddedByTest";

    @Override
    public byte[] transform(String module, String className, byte[] classFile) {
        return classFile;
    }

    @Override
    public Map<String, byte[]> addedClasses() {
        byte[] classFile = ClassFile.of().build(ClassDesc.of(ADDED_CLASS), builder -> builder.withFlags(ClassFile.ACC_PUBLIC));
        return Map.of(ADDED_CLASS.replace('.', '/'), classFile);
    }

    @Override
    public String vmOptions() {
        return "-Dbackstep.test.option=present";
    }

    @Override
    public List<String> hookNames() {
        return List.of();
    }

    @Override
    public String version() {
        return "unchanging";
    }
}
