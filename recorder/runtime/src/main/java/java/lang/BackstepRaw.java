package java.lang;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import jdk.internal.misc.Unsafe;

/**
 * The natives and private fields of the JDK that the runtime uses. Only stubs: the instrumenter gives each the body its
 * name asks for, by way of an accessor it adds to the class in question.
 *
 * <ul>
 * <li>{@code a_b_C$$m}: calls method {@code m} of {@code a.b.C}, the receiver first;
 * <li>{@code get$a_b_C$$f}, {@code put$a_b_C$$f}: reads, writes field {@code f}; without a receiver it is static.
 *     Fields whose name starts with {@code backstep$} are added to the class.
 * </ul>
 */
final class BackstepRaw {
    private BackstepRaw() { }

    // Time, hashes, end
    static long java_lang_System$$nanoTime() { throw stub(); }
    static long java_lang_System$$currentTimeMillis() { throw stub(); }
    static long jdk_internal_misc_VM$$getNanoTimeAdjustment(long offsetInSeconds) { throw stub(); }
    static int java_lang_System$$identityHashCode(Object o) { throw stub(); }
    static void java_lang_Shutdown$$halt0(int status) { throw stub(); }
    static String[] jdk_internal_misc_VM$$getRuntimeArguments() { throw stub(); }
    static long java_lang_ProcessHandleImpl$$getCurrentPid0() { throw stub(); }
    static boolean java_lang_ProcessHandleImpl$$destroy0(long pid, long startTime, boolean force) { throw stub(); }
    static void jdk_internal_misc_Signal$$raise0(int number) { throw stub(); }
    static long jdk_internal_misc_Signal$$handle0(int number, long handler) { throw stub(); }

    // Threads
    static long java_lang_Thread$ThreadIdentifiers$$next() { throw stub(); }
    static void java_lang_Thread$$start0(Thread t) { throw stub(); }
    static Object get$java_lang_Thread$$backstep$state(Thread t) { throw stub(); }
    static void put$java_lang_Thread$$backstep$state(Thread t, Object state) { throw stub(); }
    static boolean get$java_lang_Thread$$backstep$interrupted(Thread t) { throw stub(); }
    static void put$java_lang_Thread$$backstep$interrupted(Thread t, boolean interrupted) { throw stub(); }
    static Object get$java_lang_Thread$$holder(Thread t) { throw stub(); }
    static long get$java_lang_Thread$$eetop(Thread t) { throw stub(); }
    static Object get$java_lang_Thread$$parkBlocker(Thread t) { throw stub(); }
    static String get$java_lang_Thread$$name(Thread t) { throw stub(); }
    static Thread get$java_util_concurrent_locks_AbstractOwnableSynchronizer$$exclusiveOwnerThread(AbstractOwnableSynchronizer s) { throw stub(); }

    // Files and memory
    static void java_io_RandomAccessFile$$seek0(RandomAccessFile f, long offset) throws IOException { throw stub(); }
    static void java_io_RandomAccessFile$$writeBytes0(RandomAccessFile f, byte[] b, int offset, int length) throws IOException { throw stub(); }
    static long java_io_RandomAccessFile$$length0(RandomAccessFile f) throws IOException { throw stub(); }
    static int java_io_FileInputStream$$readBytes(FileInputStream f, byte[] b, int offset, int length) throws IOException { throw stub(); }
    static void java_io_FileOutputStream$$writeBytes(FileOutputStream f, byte[] b, int offset, int length, boolean append) throws IOException { throw stub(); }
    static int get$java_io_FileDescriptor$$fd(FileDescriptor fd) { throw stub(); }
    static long sun_nio_ch_UnixFileDispatcherImpl$$map0(FileDescriptor fd, int protection, long offset, long length, boolean sync) throws IOException { throw stub(); }
    static ByteBuffer jdk_internal_jimage_NativeImageBuffer$$getNativeMap(String path) { throw stub(); }
    static long sun_nio_ch_UnixFileDispatcherImpl$$seek0(FileDescriptor fd, long offset) throws IOException { throw stub(); }
    /** Neither a regular file nor a folder. */
    static boolean sun_nio_ch_UnixFileDispatcherImpl$$isOther0(FileDescriptor fd) throws IOException { throw stub(); }
    static int sun_nio_ch_UnixFileDispatcherImpl$$unmap0(long address, long length) { throw stub(); }

    static int java_util_zip_CRC32C$$updateBytes(int crc, byte[] b, int offset, int end) { throw stub(); }
    static int java_util_zip_CRC32C$$updateDirectByteBuffer(int crc, long address, int offset, int end) { throw stub(); }

    // References
    static boolean java_lang_ref_Reference$$refersTo0(Reference<?> r, Object o) { throw stub(); }
    static void java_lang_ref_Reference$$clear0(Reference<?> r) { throw stub(); }
    static boolean java_lang_ref_PhantomReference$$refersTo0(PhantomReference<?> r, Object o) { throw stub(); }
    static void java_lang_ref_PhantomReference$$clear0(PhantomReference<?> r) { throw stub(); }
    static Reference<?> java_lang_ref_Reference$$getAndClearReferencePendingList() { throw stub(); }
    static boolean java_lang_ref_Reference$$hasReferencePendingList() { throw stub(); }
    static void java_lang_ref_Reference$$waitForReferencePendingList() { throw stub(); }
    static Reference<?> get$java_lang_ref_Reference$$discovered(Reference<?> r) { throw stub(); }
    static void put$java_lang_ref_Reference$$discovered(Reference<?> r, Reference<?> next) { throw stub(); }
    static ReferenceQueue<?> get$java_lang_ref_Reference$$queue(Reference<?> r) { throw stub(); }
    static ReferenceQueue<?> get$java_lang_ref_ReferenceQueue$$NULL_QUEUE() { throw stub(); }
    static boolean get$java_lang_ref_Reference$$backstep$live(Reference<?> r) { throw stub(); }
    static void put$java_lang_ref_Reference$$backstep$live(Reference<?> r, boolean live) { throw stub(); }
    static int get$java_lang_ref_Reference$$backstep$id(Reference<?> r) { throw stub(); }
    static void put$java_lang_ref_Reference$$backstep$id(Reference<?> r, int id) { throw stub(); }
    static void put$java_lang_ref_WeakReference$$backstep$strong(WeakReference<?> r, Object referent) { throw stub(); }
    static void put$java_lang_ref_SoftReference$$backstep$strong(SoftReference<?> r, Object referent) { throw stub(); }
    static void put$java_lang_ref_PhantomReference$$backstep$strong(PhantomReference<?> r, Object referent) { throw stub(); }
    static void put$java_lang_ref_FinalReference$$backstep$strong(Reference<?> r, Object referent) { throw stub(); }

    // Classes
    static Class<?> java_lang_ClassLoader$$defineClass0(ClassLoader loader, Class<?> lookup, String name, byte[] b, int offset, int length,
            ProtectionDomain domain, boolean initialize, int flags, Object classData) { throw stub(); }
    static Class<?> java_lang_ClassLoader$$defineClass1(ClassLoader loader, String name, byte[] b, int offset, int length,
            ProtectionDomain domain, String source) { throw stub(); }
    static boolean get$java_lang_ClassLoader$$backstep$serial(ClassLoader loader) { throw stub(); }
    static Object get$java_lang_ClassLoader$$backstep$facts(ClassLoader loader) { throw stub(); }
    static void put$java_lang_ClassLoader$$backstep$facts(ClassLoader loader, Object facts) { throw stub(); }
    static void put$java_lang_ClassLoader$$backstep$serial(ClassLoader loader, boolean serial) { throw stub(); }
    static String java_lang_Class$$initClassName(Class<?> c) { throw stub(); }
    static void put$java_lang_Class$$name(Class<?> c, String name) { throw stub(); }
    static Class<?>[] java_lang_Class$$getInterfaces0(Class<?> c) { throw stub(); }
    static void jdk_internal_misc_Unsafe$$ensureClassInitialized0(Unsafe unsafe, Class<?> c) { throw stub(); }
    static Class<?> java_lang_Class$$forName0(String name, boolean initialize, ClassLoader loader, Class<?> caller) throws ClassNotFoundException { throw stub(); }
    static Method[] java_lang_Class$$getDeclaredMethods0(Class<?> c, boolean publicOnly) { throw stub(); }
    static Constructor<?>[] java_lang_Class$$getDeclaredConstructors0(Class<?> c, boolean publicOnly) { throw stub(); }
    static Field[] java_lang_Class$$getDeclaredFields0(Class<?> c, boolean publicOnly) { throw stub(); }

    // Exceptions
    static String get$java_lang_Throwable$$detailMessage(Throwable e) { throw stub(); }
    static void put$java_lang_Throwable$$detailMessage(Throwable e, String message) { throw stub(); }
    static Throwable get$java_lang_Throwable$$cause(Throwable e) { throw stub(); }
    static void put$java_lang_Throwable$$cause(Throwable e, Throwable cause) { throw stub(); }
    static StackTraceElement[] get$java_lang_Throwable$$stackTrace(Throwable e) { throw stub(); }
    static void put$java_lang_Throwable$$stackTrace(Throwable e, StackTraceElement[] trace) { throw stub(); }
    static Object get$java_lang_Throwable$$backtrace(Throwable e) { throw stub(); }
    static StackTraceElement[] get$java_lang_Throwable$$UNASSIGNED_STACK() { throw stub(); }
    static StackTraceElement[] java_lang_Throwable$$getOurStackTrace(Throwable e) { throw stub(); }
    static List<Throwable> get$java_lang_Throwable$$SUPPRESSED_SENTINEL() { throw stub(); }
    static void put$java_lang_Throwable$$suppressedExceptions(Throwable e, List<Throwable> suppressed) { throw stub(); }
    static long java_lang_Runtime$$maxMemory(Runtime r) { throw stub(); }
    static long java_lang_Runtime$$totalMemory(Runtime r) { throw stub(); }
    static long java_lang_Runtime$$freeMemory(Runtime r) { throw stub(); }
    static int get$java_lang_Throwable$$depth(Throwable e) { throw stub(); }
    static void put$java_lang_Throwable$$depth(Throwable e, int depth) { throw stub(); }
    static byte get$java_lang_StackTraceElement$$format(StackTraceElement e) { throw stub(); }
    static String java_lang_NullPointerException$$getExtendedNPEMessage(NullPointerException e) { throw stub(); }
    static void put$java_lang_StackTraceElement$$format(StackTraceElement e, byte format) { throw stub(); }

    /** The instrumenter of application classes, which lives in {@code java.base} under another name. Null: unchanged. */
    static byte[] transform(byte[] b, int offset, int length, boolean dense, Object facts) { throw stub(); }

    /**
     * An empty {@code ClassFacts} for {@link #transform} to fill, and what it then holds.
     *
     * @param firstSite number of the first site, -1 for code without steps
     * @param question what else steps are to tell, see {@code QuestionHooks}; null for nothing
     */
    static Object newFacts(int firstSite, String question) { throw stub(); }
    static String className(Object facts) { throw stub(); }
    static String superName(Object facts) { throw stub(); }
    static String sourceFile(Object facts) { throw stub(); }
    static String[] fields(Object facts) { throw stub(); }
    static String[] siteMethods(Object facts) { throw stub(); }
    static int[] siteCounts(Object facts) { throw stub(); }
    static int[] siteLines(Object facts) { throw stub(); }
    static String[] signatureClasses(Object facts) { throw stub(); }
    static String[] reflected(Object facts) { throw stub(); }
    static String[] loopMethods(Object facts) { throw stub(); }
    static int[] loopEnds(Object facts) { throw stub(); }
    /** Has {@link #transform} insert a call of {@code BackstepErrors.reached(number)}. */
    static void addErrorPlace(Object facts, String method, int line, int bci, int number) { throw stub(); }
    static int[] foundErrorPlaces(Object facts) { throw stub(); }

    private static Error stub() {
        return new InternalError("not instrumented");
    }
}
