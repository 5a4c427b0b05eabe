package dev.backstep.tests.debuggees;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;

/** So many classes that there is no room for another, twice: the first ones have been let go. */
@Debuggee(vmOptions = "-XX:MaxMetaspaceSize=20m")
public final class FullMetaspace {
    private static final int METHODS = 60;

    private static final class Loader extends ClassLoader {
        Loader() {
            super(FullMetaspace.class.getClassLoader());
        }

        Class<?> define(byte[] classFile) {
            return defineClass(null, classFile, 0, classFile.length);
        }
    }

    private FullMetaspace() {
    }

    public static void main(String[] arguments) {
        byte[] classFile = ClassFile.of().build(ClassDesc.of("made.Made"), FullMetaspace::addMethods);
        for (int i = 0; i < 2; i++) {
            List<Class<?>> kept = new ArrayList<>();
            String problem = fill(kept, classFile);
            int count = kept.size();
            kept.clear();
            System.out.println(count + " " + problem);
        }
    }

    private static String fill(List<Class<?>> kept, byte[] classFile) {
        try {
            while (true) {
                kept.add(new Loader().define(classFile));
            }
        } catch (OutOfMemoryError e) {
            return e.getMessage();
        }
    }

    private static void addMethods(ClassBuilder made) {
        for (int i = 0; i < METHODS; i++) {
            made.withMethodBody("method" + i, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, CodeBuilder::return_);
        }
    }
}
