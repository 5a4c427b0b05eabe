package dev.backstep.replay.query;

import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The natives whose calls are shown as marks: what a program does with files, the network and other processes. */
public final class IoNatives {
    /** @param verb what the program does, for people */
    public record Action(MarkKind kind, String verb) { }

    private static final Map<String, Action> ACTIONS = new HashMap<>();

    static {
        file("java/io/FileInputStream", "open0 opens", "read0 reads", "readBytes reads");
        file("java/io/FileOutputStream", "open0 opens", "write writes", "writeBytes writes");
        file("java/io/RandomAccessFile", "open0 opens", "read0 reads", "readBytes0 reads", "write0 writes", "writeBytes0 writes",
                "setLength0 truncates");
        file("java/io/UnixFileSystem", "createFileExclusively0 creates", "delete0 deletes", "createDirectory0 creates",
                "rename0 renames", "list0 lists");
        file("sun/nio/fs/UnixNativeDispatcher", "open0 opens", "openat0 opens", "read0 reads", "write0 writes", "unlink0 deletes",
                "unlinkat0 deletes", "mkdir0 creates", "rmdir0 deletes", "rename0 renames", "renameat0 renames", "link0 links",
                "symlink0 links", "opendir0 lists");
        file("sun/nio/fs/LinuxNativeDispatcher", "directCopy0 copies");
        file("sun/nio/fs/UnixFileSystem", "bufferedCopy0 copies");
        file("sun/nio/ch/UnixFileDispatcherImpl", "read0 reads", "pread0 reads", "readv0 reads", "write0 writes", "pwrite0 writes",
                "writev0 writes", "truncate0 truncates", "map0 maps");
        file("sun/nio/ch/FileDispatcherImpl", "transferTo0 copies", "transferFrom0 copies");
        network("sun/nio/ch/Net", "connect0 connects", "accept accepts", "bind0 binds", "listen listens");
        network("sun/nio/ch/SocketDispatcher", "read0 receives", "readv0 receives", "write0 sends", "writev0 sends");
        network("sun/nio/ch/DatagramDispatcher", "read0 receives", "readv0 receives", "write0 sends", "writev0 sends");
        network("sun/nio/ch/DatagramChannelImpl", "receive0 receives", "send0 sends");
        network("sun/nio/ch/UnixDomainSockets", "connect0 connects", "accept0 accepts", "bind0 binds");
        network("java/net/InetAddressImpl", "lookupAllHostAddr looks up", "getHostByAddr looks up");
        network("java/net/Inet4AddressImpl", "lookupAllHostAddr looks up", "getHostByAddr looks up");
        network("java/net/Inet6AddressImpl", "lookupAllHostAddr looks up", "getHostByAddr looks up");
        put(MarkKind.PROCESS, "java/lang/ProcessImpl", "forkAndExec starts a process");
        put(MarkKind.PROCESS, "java/lang/ProcessHandleImpl", "waitForProcessExit0 waits for a process", "destroy0 ends a process");
    }

    private final List<String> hookNames;

    /** @param hookNames of the recording, by number */
    IoNatives(List<String> hookNames) {
        this.hookNames = hookNames;
    }

    Optional<Action> find(int hook) {
        return hook < 0 || hook >= hookNames.size() ? Optional.empty() : Optional.ofNullable(ACTIONS.get(hookNames.get(hook)));
    }

    /** Those of a recording that use the network, by number. */
    public static Set<Integer> ofNetwork(List<String> hookNames) {
        IoNatives natives = new IoNatives(hookNames);
        return IntStream.range(0, hookNames.size()).filter(hook -> natives.find(hook).filter(action -> action.kind() == MarkKind.NETWORK).isPresent())
                .boxed().collect(Collectors.toSet());
    }

    private static void file(String owner, String... natives) {
        put(MarkKind.FILE, owner, natives);
    }

    private static void network(String owner, String... natives) {
        put(MarkKind.NETWORK, owner, natives);
    }

    /** @param natives name, space, verb */
    private static void put(MarkKind kind, String owner, String... natives) {
        for (String text : natives) {
            int space = text.indexOf(' ');
            ACTIONS.put(owner + "." + text.substring(0, space), new Action(kind, text.substring(space + 1)));
        }
    }
}
