package dev.backstep.tests.debuggees;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/** Classes that no javac of today makes: of an old version with a static synchronised method; with a method that is nearly too large. */
@Debuggee
public final class GeneratedClasses {
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");
    private static final ClassDesc TRACE = ClassDesc.of(Trace.class.getName());
    private static final int OLD_VERSION = 48; // Java 1.4

    private GeneratedClasses() {
    }

    public static void main(String[] arguments) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (byte[] bytes : new byte[][] {old(), large()}) {
            Runnable made = (Runnable) lookup.defineClass(bytes).getDeclaredConstructor().newInstance();
            Work.inThreads(4, _ -> {
                for (int i = 0; i < 40; i++) {
                    made.run();
                }
            });
            System.out.println(made.getClass().getName() + " " + made.getClass().getDeclaredField("count").getInt(null));
        }
        Trace.print();
    }

    /** {@code run} calls {@code static synchronized void add()}, which counts to 2,000 in a loop. */
    private static byte[] old() {
        ClassDesc name = ClassDesc.of("dev.backstep.tests.debuggees.Old");
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).build(name, builder -> {
            begin(builder.withVersion(OLD_VERSION, 0));
            builder.withMethodBody("run", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                    code -> code.invokestatic(name, "add", ConstantDescs.MTD_void).return_());
            builder.withMethodBody("add", ConstantDescs.MTD_void, ClassFile.ACC_STATIC | ClassFile.ACC_SYNCHRONIZED, code -> {
                var again = code.newLabel();
                code.iconst_0().istore(0).labelBinding(again);
                count(code, name);
                code.iinc(0, 1).iload(0).sipush(2_000).if_icmplt(again);
                trace(code, name);
                code.return_();
            });
        });
    }

    /** {@code run} counts to 7,000 without a loop, in nearly 64 KB of code. */
    private static byte[] large() {
        ClassDesc name = ClassDesc.of("dev.backstep.tests.debuggees.Large");
        return ClassFile.of().build(name, builder -> {
            begin(builder.withVersion(ClassFile.JAVA_17_VERSION, 0));
            builder.withMethodBody("run", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC | ClassFile.ACC_SYNCHRONIZED, code -> {
                for (int i = 0; i < 7_000; i++) {
                    count(code, name);
                }
                trace(code, name);
                code.return_();
            });
        });
    }

    private static void begin(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_PUBLIC).withInterfaceSymbols(RUNNABLE).withField("count", ConstantDescs.CD_int, ClassFile.ACC_STATIC);
        builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                code -> code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
    }

    private static void count(CodeBuilder code, ClassDesc name) {
        code.getstatic(name, "count", ConstantDescs.CD_int).iconst_1().iadd().putstatic(name, "count", ConstantDescs.CD_int);
    }

    private static void trace(CodeBuilder code, ClassDesc name) {
        code.getstatic(name, "count", ConstantDescs.CD_int).i2l().invokestatic(TRACE, "add", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long));
    }
}
