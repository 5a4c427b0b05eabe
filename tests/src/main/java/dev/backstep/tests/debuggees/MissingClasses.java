package dev.backstep.tests.debuggees;

import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_PROTECTED;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Reflection on classes whose signatures name many classes, half of them missing: which one the VM asks for first depends on
 * addresses. The loader tells what it is asked for.
 */
@Debuggee
public final class MissingClasses {
    private static final int CLASSES = 40;
    private static final int METHODS = 30;

    /** Makes what it is asked for, or does not know it, as the name says. */
    private static final class Making extends ClassLoader {
        Making() {
            super(MissingClasses.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            Trace.add(name.hashCode());
            if (name.endsWith("Gone")) {
                throw new ClassNotFoundException("no " + name);
            } else if (name.endsWith("Null")) {
                return null;
            } else if (name.endsWith("There")) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name, ClassFile.of().build(ClassDesc.of(name), there -> there.withSuperclass(ConstantDescs.CD_Throwable)));
            }
            return super.loadClass(name);
        }

        Class<?> define(String name, byte[] classFile) {
            return defineClass(name, classFile, 0, classFile.length);
        }
    }

    /** Asks a class for its members. */
    private interface Question {
        Object[] ask(Class<?> type);
    }

    private MissingClasses() {
    }

    public static void main(String[] arguments) {
        List<Question> questions = List.of(Class::getDeclaredMethods, Class::getMethods, Class::getDeclaredConstructors, Class::getConstructors);
        Making loader = new Making();
        for (int i = 0; i < CLASSES; i++) {
            String name = "made.M" + i;
            Random random = new Random(i);
            Class<?> made = loader.define(name, ClassFile.of().build(ClassDesc.of(name), victim -> addMembers(victim, random)));
            for (Question question : questions) {
                answer(question, made);
            }
        }
        Trace.print();
    }

    private static void answer(Question question, Class<?> made) {
        try {
            System.out.println(made + " " + question.ask(made).length);
        } catch (NoClassDefFoundError e) {
            System.out.println(made + " " + e);
            List<StackTraceElement> frames = new ArrayList<>(List.of(e.getStackTrace()[0]));
            if (e.getCause() != null) {
                System.out.println(e.getCause());
                frames.addAll(List.of(e.getCause().getStackTrace()).subList(0, 2));
            }
            System.out.println(frames);
        }
    }

    private static void addMembers(ClassBuilder victim, Random random) {
        victim.withFlags(ACC_PUBLIC | ACC_ABSTRACT);
        int missing = random.nextInt(4);
        for (int i = 0; i < METHODS; i++) {
            int access = random.nextBoolean() ? ACC_PUBLIC : ACC_PROTECTED;
            ExceptionsAttribute exceptions = ExceptionsAttribute.ofSymbols(type(random, missing));
            if (i % 3 == 0) {
                MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, type(random, missing), type(random, missing));
                victim.withMethod(ConstantDescs.INIT_NAME, type, access, method -> method.with(exceptions).withCode(MissingClasses::construct));
            } else {
                MethodTypeDesc type = MethodTypeDesc.of(type(random, missing), type(random, missing).arrayType(), ConstantDescs.CD_List);
                victim.withMethod(name(random), type, access | ACC_ABSTRACT, method -> method.with(exceptions));
            }
        }
    }

    private static void construct(CodeBuilder code) {
        code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_();
    }

    private static ClassDesc type(Random random, int missing) {
        return ClassDesc.of("made." + name(random) + (random.nextInt(20) >= missing ? "There" : random.nextBoolean() ? "Gone" : "Null"));
    }

    private static String name(Random random) {
        char[] name = new char[4 + random.nextInt(40)];
        for (int i = 0; i < name.length; i++) {
            name[i] = (char) ('a' + random.nextInt(26));
        }
        return new String(name);
    }
}
