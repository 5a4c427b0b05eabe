package java.lang;

import dev.backstep.recording.EventCodes;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Memory mappings: ours of the recording, and the program's of its files. */
public final class BackstepMappings {
    private static final int READ_ONLY = 0;
    private static final int READ_WRITE = 1;
    private static final int PRIVATE = 2;
    private static final long PAGE_BYTES = 4096;

    private BackstepMappings() { }

    static long map(FileDescriptor fd, boolean writable, long offset, long lengthBytes) throws IOException {
        return BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$map0(fd, writable ? READ_WRITE : READ_ONLY, offset, lengthBytes, false);
    }

    static void unmap(long address, long lengthBytes) {
        BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$unmap0(address, lengthBytes);
    }

    /**
     * {@code UnixFileDispatcherImpl.map0} of the program. The log gets the contents; replay maps memory of its own and
     * fills it. What other processes write into a shared mapping later is not seen: a warning says so.
     */
    public static long map0(FileDescriptor fd, int protection, long offset, long lengthBytes, boolean sync) throws IOException {
        int hook = BackstepNatives.MAP;
        BackstepThread me = BackstepNatives.enter(hook, false);
        if (me == null) {
            int failed = BackstepNatives.readInt();
            long address = BackstepBaton.unsafe().allocateMemory(lengthBytes + 2 * PAGE_BYTES);
            address = (address + 2 * PAGE_BYTES - 1) & -PAGE_BYTES;
            BackstepBaton.unsafe().putLong(address - Long.BYTES, lengthBytes);
            BackstepNatives.readMemory(address, lengthBytes);
            BackstepNatives.finished();
            warn(failed != 0, protection);
            return failed != 0 ? failed : address;
        }
        long address;
        try {
            address = BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$map0(fd, protection, offset, lengthBytes, sync);
        } catch (IOException | Error e) {
            BackstepNatives.threw(hook, me, e);
            throw e;
        }
        boolean failed = address < 0 && address > -PAGE_BYTES;
        BackstepNatives.returned(hook, me);
        BackstepNatives.logInt(failed ? (int) address : 0);
        BackstepNatives.logMemory(address, failed ? 0 : lengthBytes);
        BackstepNatives.commit();
        warn(failed, protection);
        return address;
    }

    private static void warn(boolean failed, int protection) {
        if (!failed && protection == READ_WRITE) {
            BackstepSession.warnOnce("a file is mapped writable and shared: what other processes, or other channels of this one,"
                    + " write into it is not recorded");
        }
    }

    /** {@code RandomAccessFile.getFilePointer}, by another native that does the same. */
    public static long filePointer(FileDescriptor fd) throws IOException {
        if (BackstepRaw.get$java_io_FileDescriptor$$fd(fd) == -1) {
            throw new IOException("Stream Closed");
        }
        int hook = BackstepNatives.FILE_POINTER;
        BackstepThread me = BackstepNatives.enter(hook, false);
        if (me == null) {
            long position = BackstepNatives.readLong();
            BackstepNatives.finished();
            return position;
        }
        long position;
        try {
            position = BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$seek0(fd, -1);
        } catch (IOException | Error e) {
            BackstepNatives.threw(hook, me, e);
            throw e;
        }
        BackstepNatives.returned(hook, me);
        BackstepNatives.logLong(position);
        BackstepNatives.commit();
        return position;
    }

    /** {@code NativeImageBuffer.getNativeMap}: whatever home the program was told of, the class library is the one that runs. */
    public static ByteBuffer imageMap(String path) {
        return BackstepRaw.jdk_internal_jimage_NativeImageBuffer$$getNativeMap(
                path.endsWith("/lib/modules") ? BackstepSession.imageHome().concat("/lib/modules") : path);
    }

    /** {@code UnixFileDispatcherImpl.unmap0} of the program. */
    public static int unmap0(long address, long lengthBytes) {
        if (BackstepSession.modeHere() == BackstepSession.REPLAY) {
            return 0;   // memory of ours; the few mappings of a replay are kept until it ends
        }
        return BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$unmap0(address, lengthBytes);
    }

}
