package dev.backstep.instrument;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Methods of the JDK that get code of their own at their entry or before their return: where the VM starts and ends,
 * where references are made and read, where signals and agents come in.
 */
final class SpecialMethods {
    /** Code before everything else, and code before the return instruction; either may be null. */
    private record Hooks(Code entry, Code exit) { }

    /** Emits instructions that leave the operand stack as they found it. */
    interface Code {
        void emit(MethodVisitor m);
    }

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String STRING = "Ljava/lang/String;";
    private static final String REFERENCE = "Ljava/lang/ref/Reference;";
    private static final String LOADER = "java/lang/ClassLoader";
    private static final String LOCKS = "java/util/concurrent/ConcurrentHashMap";
    private static final Map<String, Hooks> BY_METHOD = new HashMap<>();

    static {
        atExit("java/lang/System.initPhase1()V", m -> call(m, "Session", "activate", "()V"));
        atEntry("sun/launcher/LauncherHelper.checkAndLoadMain(ZILjava/lang/String;)Ljava/lang/Class;", m -> {
            m.visitVarInsn(Opcodes.ILOAD, 1);
            m.visitVarInsn(Opcodes.ALOAD, 2);
            call(m, "Session", "launchMode", "(I" + STRING + ")I");
            m.visitVarInsn(Opcodes.ISTORE, 1);
            m.visitVarInsn(Opcodes.ALOAD, 2);
            call(m, "Session", "launchTarget", "(" + STRING + ")" + STRING);
            m.visitVarInsn(Opcodes.ASTORE, 2);
        });
        atExit("java/lang/Thread.exit()V", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            call(m, "Threads", "exited", "(Ljava/lang/Thread;)V");
        });
        atEntry("java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 1);
            call(m, "Errors", "caught", "(Ljava/lang/Throwable;)V");
            m.visitVarInsn(Opcodes.ALOAD, 1);
            call(m, "Thrown", "uncaught", "(Ljava/lang/Throwable;)V");
        });
        atEntry("java/lang/Throwable.getOurStackTrace()[Ljava/lang/StackTraceElement;", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            call(m, "Errors", "shorten", "(Ljava/lang/Throwable;)V");
        });
        both("java/lang/Shutdown.shutdown()V", m -> call(m, "Threads", "destroying", "()V"), m -> call(m, "Session", "destroyed", "()V"));

        atExit("java/lang/ref/Reference.<init>(Ljava/lang/Object;Ljava/lang/ref/ReferenceQueue;)V", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(Opcodes.ALOAD, 1);
            call(m, "References", "created", "(" + REFERENCE + OBJECT + ")V");
        });
        atExit("java/lang/ref/SoftReference.get()Ljava/lang/Object;", m -> {
            m.visitVarInsn(Opcodes.ASTORE, 1);
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(Opcodes.ALOAD, 1);
            call(m, "References", "got", "(" + REFERENCE + OBJECT + ")" + OBJECT);
        });
        atExit("java/lang/ref/FinalReference.clear()V", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            call(m, "References", "finalized", "(" + REFERENCE + ")V");
        });

        atExit("java/lang/ClassLoader.<init>(Ljava/lang/Void;Ljava/lang/String;Ljava/lang/ClassLoader;)V", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitInsn(Opcodes.DUP);
            m.visitFieldInsn(Opcodes.GETFIELD, LOADER, "parallelLockMap", "L" + LOCKS + ";");
            m.visitVarInsn(Opcodes.ALOAD, 0);
            call(m, "ClassLoading", "locks", "(L" + LOCKS + ";L" + LOADER + ";)L" + LOCKS + ";");
            m.visitFieldInsn(Opcodes.PUTFIELD, LOADER, "parallelLockMap", "L" + LOCKS + ";");
        });
        atExit("java/lang/ClassLoader.getClassLoadingLock(Ljava/lang/String;)Ljava/lang/Object;", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            call(m, "ClassLoading", "lock", "(" + OBJECT + "L" + LOADER + ";)" + OBJECT);
        });
        atExit("sun/instrument/InstrumentationImpl.transform(Ljava/lang/Module;Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[BZ)[B",
                m -> {
                    m.visitVarInsn(Opcodes.ALOAD, 2);
                    call(m, "Classes", "retransformed", "([BLjava/lang/ClassLoader;)[B");
                });
        atEntry("jdk/internal/loader/NativeLibraries$NativeLibraryImpl.open()Z", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, "jdk/internal/loader/NativeLibraries$NativeLibraryImpl", "name", STRING);
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, "jdk/internal/loader/NativeLibraries$NativeLibraryImpl", "isBuiltin", "Z");
            call(m, "Session", "libraryLoaded", "(" + STRING + "Z)V");
        });
        atEntry("jdk/internal/loader/RawNativeLibraries$RawNativeLibraryImpl.open()Z", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, "jdk/internal/loader/RawNativeLibraries$RawNativeLibraryImpl", "name", STRING);
            m.visitInsn(Opcodes.ICONST_0);
            call(m, "Session", "libraryLoaded", "(" + STRING + "Z)V");
        });
        atEntry("jdk/internal/foreign/abi/AbstractLinker.downcallHandle0(Ljava/lang/foreign/FunctionDescriptor;[Ljava/lang/foreign/Linker$Option;)Ljava/lang/invoke/MethodHandle;",
                m -> call(m, "Session", "foreignLinked", "()V"));
        atEntry("jdk/internal/reflect/MethodHandleAccessorFactory.newMethodAccessor(Ljava/lang/reflect/Method;Z)Ljdk/internal/reflect/MethodAccessorImpl;",
                m -> {
                    m.visitVarInsn(Opcodes.ALOAD, 0);
                    call(m, "Classes", "hookOf", "(Ljava/lang/reflect/Method;)Ljava/lang/reflect/Method;");
                    m.visitVarInsn(Opcodes.ASTORE, 0);
                });
        atEntry("java/lang/invoke/MethodHandles$Lookup.findStatic(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/MethodHandle;",
                m -> {
                    m.visitVarInsn(Opcodes.ALOAD, 1);
                    m.visitVarInsn(Opcodes.ALOAD, 2);
                    call(m, "Classes", "hookClassOf", "(Ljava/lang/Class;" + STRING + ")Ljava/lang/Class;");
                    m.visitVarInsn(Opcodes.ASTORE, 1);
                });
        atEntry("java/lang/invoke/MethodHandles$Lookup.findVirtual(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/MethodHandle;",
                m -> {
                    m.visitVarInsn(Opcodes.ALOAD, 2);
                    m.visitVarInsn(Opcodes.ALOAD, 3);
                    call(m, "Classes", "hookNameOf", "(" + STRING + "Ljava/lang/invoke/MethodType;)" + STRING);
                    m.visitVarInsn(Opcodes.ASTORE, 2);
                });
        String method = "jdk/internal/reflect/DirectMethodHandleAccessor$NativeAccessor";
        atEntry(method + ".invoke(" + OBJECT + "[" + OBJECT + ")" + OBJECT, m -> invoking(m, method));
        atEntry(method + ".invoke(" + OBJECT + "[" + OBJECT + "Ljava/lang/Class;)" + OBJECT, m -> invoking(m, method));
        atEntry(method + ".invokeViaReflectiveInvoker(" + OBJECT + "[" + OBJECT + ")" + OBJECT, m -> invoking(m, method));
        String constructor = "jdk/internal/reflect/DirectConstructorHandleAccessor$NativeAccessor";
        atEntry(constructor + ".newInstance([" + OBJECT + ")" + OBJECT, m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, constructor, "ctor", "Ljava/lang/reflect/Constructor;");
            call(m, "Initializers", "constructing", "(Ljava/lang/reflect/Constructor;)V");
        });
        atEntry("java/lang/invoke/InnerClassLambdaMetafactory.generateInnerClass()Ljava/lang/Class;", m -> {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, "java/lang/invoke/AbstractValidatingLambdaMetafactory", "implClass", "Ljava/lang/Class;");
            call(m, "Initializers", "lambdaOf", "(Ljava/lang/Class;)V");
        });
        atExit("java/lang/reflect/Method.getModifiers()I", m -> call(m, "Classes", "modifiers", "(I)I"));
    }

    static {
        // Endless streams: what they call may do without a tick, such as queue::poll
        String supplied = "java/util/stream/StreamSpliterators$InfiniteSupplyingSpliterator$Of";
        atEntry(supplied + "Ref.tryAdvance(Ljava/util/function/Consumer;)Z", SpecialMethods::tick);
        atEntry(supplied + "Int.tryAdvance(Ljava/util/function/IntConsumer;)Z", SpecialMethods::tick);
        atEntry(supplied + "Long.tryAdvance(Ljava/util/function/LongConsumer;)Z", SpecialMethods::tick);
        atEntry(supplied + "Double.tryAdvance(Ljava/util/function/DoubleConsumer;)Z", SpecialMethods::tick);
        atEntry("java/util/stream/Stream$1.tryAdvance(Ljava/util/function/Consumer;)Z", SpecialMethods::tick);
        atEntry("java/util/stream/IntStream$1.tryAdvance(Ljava/util/function/IntConsumer;)Z", SpecialMethods::tick);
        atEntry("java/util/stream/LongStream$1.tryAdvance(Ljava/util/function/LongConsumer;)Z", SpecialMethods::tick);
        atEntry("java/util/stream/DoubleStream$1.tryAdvance(Ljava/util/function/DoubleConsumer;)Z", SpecialMethods::tick);
    }

    private SpecialMethods() { }

    private static void invoking(MethodVisitor m, String accessor) {
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitFieldInsn(Opcodes.GETFIELD, accessor, "method", "Ljava/lang/reflect/Method;");
        call(m, "Initializers", "invoking", "(Ljava/lang/reflect/Method;)V");
    }

    private static void tick(MethodVisitor m) {
        call(m, "Scheduler", "tick", "()V");
    }

    private static void atEntry(String method, Code code) {
        BY_METHOD.put(method, new Hooks(code, null));
    }

    private static void atExit(String method, Code code) {
        BY_METHOD.put(method, new Hooks(null, code));
    }

    private static void both(String method, Code entry, Code exit) {
        BY_METHOD.put(method, new Hooks(entry, exit));
    }

    private static void call(MethodVisitor m, String hookClass, String hook, String descriptor) {
        m.visitMethodInsn(Opcodes.INVOKESTATIC, Redirects.RUNTIME_PREFIX.concat(hookClass), hook, descriptor, false);
    }

    static boolean contains(String owner, String name, String descriptor) {
        return BY_METHOD.containsKey(Redirects.call(owner, name, descriptor));
    }

    /** @return code for the entry of a method, or null */
    static Code entry(String owner, String name, String descriptor) {
        Hooks hooks = BY_METHOD.get(Redirects.call(owner, name, descriptor));
        return hooks == null ? null : hooks.entry;
    }

    /** @return code before the return of a method (its result is on the stack), or null */
    static Code exit(String owner, String name, String descriptor) {
        Hooks hooks = BY_METHOD.get(Redirects.call(owner, name, descriptor));
        return hooks == null ? null : hooks.exit;
    }
}
