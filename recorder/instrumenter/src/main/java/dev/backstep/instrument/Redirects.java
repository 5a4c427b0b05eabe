package dev.backstep.instrument;

import java.util.HashMap;
import java.util.Map;

/**
 * Calls that become calls of a hook: the natives of the scheduler, of time, of references and of class definition. The
 * hook is static and takes the receiver first; it has the parameters of the native.
 *
 * <p>Also runs inside the debuggee: no lambdas, no string concatenation by invokedynamic.
 */
final class Redirects {
    /** A static method of the runtime. */
    static final class Target {
        final String owner;
        final String name;
        final String descriptor;

        Target(String owner, String name, String descriptor) {
            this.owner = owner;
            this.name = name;
            this.descriptor = descriptor;
        }
    }

    static final String RUNTIME_PREFIX = "java/lang/Backstep";
    private static final Target NOTIFY = new Target("java/lang/BackstepMonitors", "notify", "(Ljava/lang/Object;)V");
    private static final Target NOTIFY_ALL = new Target("java/lang/BackstepMonitors", "notifyAll", "(Ljava/lang/Object;)V");

    private static final Map<String, Target> TARGETS = new HashMap<>();
    /** Logged natives that applications call directly: by owner, name and descriptor; the wrapper is a method beside them. */
    private static final Map<String, String> PUBLIC_NATIVES = new HashMap<>();

    static {
        redirect("dev/backstep/Backstep.checkpoint(Ljava/lang/String;)V", "Marks", "asked", "(Ljava/lang/String;)V");

        redirect("java/lang/System.nanoTime()J", "Clock", "nanoTime", "()J");
        redirect("java/lang/System.currentTimeMillis()J", "Clock", "currentTimeMillis", "()J");
        redirect("jdk/internal/misc/VM.getNanoTimeAdjustment(J)J", "Clock", "getNanoTimeAdjustment", "(J)J");

        redirect("jdk/internal/misc/Unsafe.park(ZJ)V", "Threads", "park", "(Ljava/lang/Object;ZJ)V");
        redirect("jdk/internal/misc/Unsafe.unpark(Ljava/lang/Object;)V", "Threads", "unpark", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        redirect("sun/misc/Unsafe.park(ZJ)V", "Threads", "park", "(Ljava/lang/Object;ZJ)V");
        redirect("sun/misc/Unsafe.unpark(Ljava/lang/Object;)V", "Threads", "unpark", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        redirect("java/lang/Object.wait0(J)V", "Monitors", "wait0", "(Ljava/lang/Object;J)V");
        redirect("java/lang/Thread.holdsLock(Ljava/lang/Object;)Z", "Monitors", "holds", "(Ljava/lang/Object;)Z");
        redirect("java/lang/Thread.start0()V", "Threads", "start0", "(Ljava/lang/Thread;)V");
        redirect("java/lang/Thread$ThreadIdentifiers.next()J", "Threads", "nextIdentifier", "()J");
        redirect("java/lang/Thread.yield0()V", "Threads", "yield0", "()V");
        redirect("java/lang/Thread.onSpinWait()V", "Threads", "yield0", "()V");
        redirect("java/lang/Thread.sleepNanos0(J)V", "Threads", "sleep", "(J)V");
        redirect("java/lang/Thread.interrupt0()V", "Threads", "interrupt0", "(Ljava/lang/Thread;)V");
        redirect("java/lang/Thread.clearInterruptEvent()V", "Threads", "clearInterruptEvent", "()V");
        redirect("java/lang/Thread.alive()Z", "Threads", "alive", "(Ljava/lang/Thread;)Z");
        redirect("java/lang/Thread.threadState()Ljava/lang/Thread$State;", "Threads", "threadState",
                "(Ljava/lang/Thread;)Ljava/lang/Thread$State;");
        redirect("java/lang/Thread.getThreads()[Ljava/lang/Thread;", "Threads", "getThreads", "()[Ljava/lang/Thread;");
        redirect("java/lang/Shutdown.halt0(I)V", "Threads", "halt0", "(I)V");

        redirect("java/lang/ref/Reference.waitForReferencePendingList()V", "References", "waitForPending", "()V");
        redirect("java/lang/ref/Reference.getAndClearReferencePendingList()Ljava/lang/ref/Reference;", "References", "takePending",
                "()Ljava/lang/ref/Reference;");
        redirect("java/lang/ref/Reference.hasReferencePendingList()Z", "References", "hasPending", "()Z");
        redirect("java/lang/ref/Reference.refersTo0(Ljava/lang/Object;)Z", "References", "refersTo",
                "(Ljava/lang/ref/Reference;Ljava/lang/Object;)Z");
        redirect("java/lang/ref/Reference.clear0()V", "References", "clear", "(Ljava/lang/ref/Reference;)V");
        redirect("java/lang/ref/PhantomReference.refersTo0(Ljava/lang/Object;)Z", "References", "refersTo",
                "(Ljava/lang/ref/Reference;Ljava/lang/Object;)Z");
        redirect("java/lang/ref/PhantomReference.clear0()V", "References", "clear", "(Ljava/lang/ref/Reference;)V");

        redirect("java/lang/ClassLoader.defineClass0(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;[BIILjava/security/ProtectionDomain;ZILjava/lang/Object;)Ljava/lang/Class;",
                "Classes", "defineClass0",
                "(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;[BIILjava/security/ProtectionDomain;ZILjava/lang/Object;)Ljava/lang/Class;");
        redirect("java/lang/ClassLoader.defineClass1(Ljava/lang/ClassLoader;Ljava/lang/String;[BIILjava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;",
                "Classes", "defineClass1",
                "(Ljava/lang/ClassLoader;Ljava/lang/String;[BIILjava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;");
        redirect("java/lang/ClassLoader.defineClass2(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/nio/ByteBuffer;IILjava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;",
                "Classes", "defineClass2",
                "(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/nio/ByteBuffer;IILjava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;");
        redirect("java/lang/Class.forName0(Ljava/lang/String;ZLjava/lang/ClassLoader;Ljava/lang/Class;)Ljava/lang/Class;", "Initializers", "forName0",
                "(Ljava/lang/String;ZLjava/lang/ClassLoader;Ljava/lang/Class;)Ljava/lang/Class;");
        redirect("jdk/internal/misc/Unsafe.ensureClassInitialized0(Ljava/lang/Class;)V", "Initializers", "ensureClassInitialized0",
                "(Ljava/lang/Object;Ljava/lang/Class;)V");
        redirect("jdk/internal/misc/Unsafe.allocateInstance(Ljava/lang/Class;)Ljava/lang/Object;", "Initializers", "allocateInstance",
                "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;");
        redirect("java/lang/Class.getDeclaredMethods0(Z)[Ljava/lang/reflect/Method;", "Classes", "declaredMethods",
                "(Ljava/lang/Class;Z)[Ljava/lang/reflect/Method;");
        redirect("java/lang/Class.getDeclaredFields0(Z)[Ljava/lang/reflect/Field;", "Classes", "declaredFields",
                "(Ljava/lang/Class;Z)[Ljava/lang/reflect/Field;");
        redirect("java/lang/Class.getDeclaredConstructors0(Z)[Ljava/lang/reflect/Constructor;", "Classes", "declaredConstructors",
                "(Ljava/lang/Class;Z)[Ljava/lang/reflect/Constructor;");
        redirect("java/lang/Class.initClassName()Ljava/lang/String;", "Classes", "className", "(Ljava/lang/Class;)Ljava/lang/String;");

        redirect("sun/nio/ch/UnixFileDispatcherImpl.map0(Ljava/io/FileDescriptor;IJJZ)J", "Mappings", "map0",
                "(Ljava/io/FileDescriptor;IJJZ)J");
        redirect("sun/nio/ch/UnixFileDispatcherImpl.unmap0(JJ)I", "Mappings", "unmap0", "(JJ)I");
        redirect("jdk/internal/jimage/NativeImageBuffer.getNativeMap(Ljava/lang/String;)Ljava/nio/ByteBuffer;", "Mappings", "imageMap",
                "(Ljava/lang/String;)Ljava/nio/ByteBuffer;");
        redirect("jdk/internal/misc/Signal.raise0(I)V", "Signals", "raise0", "(I)V");
        redirect("jdk/internal/misc/VM.getRuntimeArguments()[Ljava/lang/String;", "Session", "runtimeArguments", "()[Ljava/lang/String;");

        publicNative("java/lang/Runtime", "availableProcessors", "()I");
        publicNative("java/lang/Runtime", "freeMemory", "()J");
        publicNative("java/lang/Runtime", "totalMemory", "()J");
        publicNative("java/lang/Runtime", "maxMemory", "()J");
    }

    private Redirects() { }

    private static void redirect(String call, String hookClass, String hook, String descriptor) {
        TARGETS.put(call, new Target(RUNTIME_PREFIX.concat(hookClass), hook, descriptor));
    }

    private static void publicNative(String owner, String name, String descriptor) {
        PUBLIC_NATIVES.put(call(owner, name, descriptor), owner);
    }

    static String call(String owner, String name, String descriptor) {
        return new StringBuilder(owner.length() + name.length() + descriptor.length() + 1)
                .append(owner).append('.').append(name).append(descriptor).toString();
    }

    /** @return the hook to call instead, or null */
    static Target find(String owner, String name, String descriptor) {
        if (descriptor.equals("()V")) {
            if (name.equals("notify")) {
                return NOTIFY;
            } else if (name.equals("notifyAll")) {
                return NOTIFY_ALL;
            }
        }
        if (!mayBeRedirected(name)) {
            return null;
        }
        return TARGETS.get(call(owner, name, descriptor));
    }

    static boolean isPublicNative(String owner, String name, String descriptor) {
        return owner.equals("java/lang/Runtime") && PUBLIC_NATIVES.containsKey(call(owner, name, descriptor));
    }

    /** Most names are none of ours; spares a string for each call in a class. */
    private static boolean mayBeRedirected(String name) {
        return NAMES.containsKey(name);
    }

    private static final Map<String, Boolean> NAMES = new HashMap<>();

    static {
        for (String call : TARGETS.keySet()) {
            NAMES.put(call.substring(call.indexOf('.') + 1, call.indexOf('(')), Boolean.TRUE);
        }
    }
}
